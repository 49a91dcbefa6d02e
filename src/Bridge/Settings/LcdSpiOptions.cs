namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>lcd.spi</c>: wiring of the ST7735S panel, BCM pin numbers.</summary>
internal sealed record LcdSpiOptions
{
    /// <summary>SPI bus.</summary>
    public int Bus { get; init; }

    /// <summary>SPI chip select.</summary>
    public int ChipSelect { get; init; }

    /// <summary>Data/command pin.</summary>
    public int DataCommand { get; init; } = 25;

    /// <summary>Reset pin.</summary>
    public int Reset { get; init; } = 27;

    /// <summary>Backlight pin.</summary>
    public int Backlight { get; init; } = 18;

    /// <summary>True if the backlight is dimmed by PWM.</summary>
    public bool BacklightPwm { get; init; }

    /// <summary>True if red and blue are exchanged on the glass.</summary>
    public bool BlueFirst { get; init; }

    /// <summary>True if the panel shows a negative.</summary>
    public bool Inverted { get; init; }

    /// <summary>SPI clock in Hz.</summary>
    public int ClockHz { get; init; } = 15_000_000;

    /// <summary>Where the panel's first visible column lies in its memory.</summary>
    public int OffsetX { get; init; } = 1;

    /// <summary>Where the panel's first visible row lies in its memory.</summary>
    public int OffsetY { get; init; } = 2;

    /// <summary>90 or 270 degrees.</summary>
    public int Rotation { get; init; } = 90;
}
