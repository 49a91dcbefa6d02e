namespace WallboxMqtt.Lcd.St7735s;

/// <summary>Wiring and kind of a panel. The defaults are Waveshare's 1.8" module on a Raspberry Pi; pins are BCM numbers.</summary>
public sealed record St7735sOptions
{
    /// <summary>SPI bus: the first number of <c>/dev/spidevB.C</c>.</summary>
    public int Bus { get; init; }

    /// <summary>SPI chip select: its second number.</summary>
    public int ChipSelect { get; init; }

    /// <summary>SPI clock in Hz. The datasheet's write cycle of at least 66 ns allows 15 MHz.</summary>
    public int ClockHz { get; init; } = 15_000_000;

    /// <summary>Pin that selects command (low) or data (high); "DC" or "DS".</summary>
    public int DataCommandPin { get; init; } = 25;

    /// <summary>Reset pin, active low.</summary>
    public int ResetPin { get; init; } = 27;

    /// <summary>Backlight pin, high is on.</summary>
    public int BacklightPin { get; init; } = 18;

    /// <summary>True if the backlight is dimmed by the board's PWM on pin 18 in place of being switched.</summary>
    public bool BacklightPwm { get; init; }

    /// <summary>Where the first visible column lies in the panel's memory, counted in the picture's orientation: 0 to 2 in landscape, 0 to 4 in portrait.</summary>
    public int OffsetX { get; init; } = 1;

    /// <summary>Where the first visible row lies in the panel's memory, counted in the picture's orientation: 0 to 4 in landscape, 0 to 2 in portrait.</summary>
    public int OffsetY { get; init; } = 2;

    /// <summary>How the picture lies on the panel.</summary>
    public PanelRotation Rotation { get; init; } = PanelRotation.Landscape;

    /// <summary>True if red and blue are exchanged on the glass: set it when blue looks yellow-red.</summary>
    public bool BlueFirst { get; init; }

    /// <summary>True if the panel shows a negative.</summary>
    public bool Inverted { get; init; }
}
