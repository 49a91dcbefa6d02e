namespace WallboxMqtt.Lcd.Drawing;

/// <summary>Which part of a text stands at the given x.</summary>
public enum Align
{
    /// <summary>Its left edge.</summary>
    Left = 0,

    /// <summary>Its middle.</summary>
    Centre = 1,

    /// <summary>The column after its last.</summary>
    Right = 2,
}
