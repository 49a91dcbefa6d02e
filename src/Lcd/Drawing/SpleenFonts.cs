namespace WallboxMqtt.Lcd.Drawing;

/// <summary>The Spleen fonts inside this assembly (BSD-2-Clause, see <c>Fonts/LICENSE</c>), each read on first use.</summary>
public static class SpleenFonts
{
    private static readonly Lazy<BitmapFont> s_6x12 = Embedded("spleen-6x12.psf");
    private static readonly Lazy<BitmapFont> s_8x16 = Embedded("spleen-8x16.psf");
    private static readonly Lazy<BitmapFont> s_12x24 = Embedded("spleen-12x24.psf");
    private static readonly Lazy<BitmapFont> s_16x32 = Embedded("spleen-16x32.psf");
    private static readonly Lazy<BitmapFont> s_32x64 = Embedded("spleen-32x64.psf");

    /// <summary>6 x 12.</summary>
    public static BitmapFont Size6x12 => s_6x12.Value;

    /// <summary>8 x 16.</summary>
    public static BitmapFont Size8x16 => s_8x16.Value;

    /// <summary>12 x 24.</summary>
    public static BitmapFont Size12x24 => s_12x24.Value;

    /// <summary>16 x 32.</summary>
    public static BitmapFont Size16x32 => s_16x32.Value;

    /// <summary>32 x 64.</summary>
    public static BitmapFont Size32x64 => s_32x64.Value;

    private static Lazy<BitmapFont> Embedded(string name) => new(() =>
    {
        using var resource = typeof(SpleenFonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks its font {name}");
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return Psf.Parse(file);
    });
}
