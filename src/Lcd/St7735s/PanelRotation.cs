namespace WallboxMqtt.Lcd.St7735s;

/// <summary>How the picture lies on the panel, by its number of degrees clockwise.</summary>
public enum PanelRotation
{
    /// <summary>128 x 160.</summary>
    Portrait = 0,

    /// <summary>160 x 128, as Waveshare's own examples have it.</summary>
    Landscape = 90,

    /// <summary>128 x 160, upside down.</summary>
    PortraitFlipped = 180,

    /// <summary>160 x 128, upside down.</summary>
    LandscapeFlipped = 270,
}
