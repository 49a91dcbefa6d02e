using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>
/// The screens' colours on black. Blue, yellow and white differ in hue on the axis that colour-blind users keep and in lightness
/// (after Okabe and Ito, "Color Universal Design").
/// </summary>
internal static class Palette
{
    /// <summary>Behind everything.</summary>
    public static Colour Background => Colour.Black;

    /// <summary>The empty part of a gauge.</summary>
    public static Colour Track { get; } = Colour.FromRgb(52, 56, 66);

    /// <summary>The grid's share.</summary>
    public static Colour Grid { get; } = Colour.FromRgb(64, 160, 255);

    /// <summary>The sun's share.</summary>
    public static Colour Sun { get; } = Colour.FromRgb(255, 216, 0);

    /// <summary>What the car draws, and everything that must be read first.</summary>
    public static Colour Strong => Colour.White;

    /// <summary>Labels, and what is not known.</summary>
    public static Colour Quiet { get; } = Colour.FromRgb(160, 164, 176);

    /// <summary>More is drawn than is allowed.</summary>
    public static Colour Excess { get; } = Colour.FromRgb(255, 88, 0);
}
