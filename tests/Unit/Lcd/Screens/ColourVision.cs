using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Screens;

/// <summary>
/// How a colour looks to an eye that lacks one kind of cone. After Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation
/// of Color Vision Deficiency" (2009), severity 1.0; the matrices apply to linear light.
/// </summary>
internal sealed record ColourVision(string Name, double[] Matrix)
{
    public static IReadOnlyList<ColourVision> All { get; } =
    [
        new("normal", [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        new("protanopia", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]),
        new("deuteranopia", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]),
        new("tritanopia", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]),
    ];

    /// <summary>The contrast of two colours (WCAG 2.2, 1.4.3): 1 to 21.</summary>
    public double Contrast(Colour one, Colour other)
    {
        var (first, second) = (Luminance(Seen(one)) + 0.05, Luminance(Seen(other)) + 0.05);
        return Math.Max(first, second) / Math.Min(first, second);
    }

    /// <summary>How far apart two colours are in CIE L*a*b* (D65); about 2 can just be told apart side by side.</summary>
    public double Difference(Colour one, Colour other) =>
        Math.Sqrt(Lab(Seen(one)).Zip(Lab(Seen(other)), (a, b) => (a - b) * (a - b)).Sum());

    private static double Luminance(double[] light) => (0.2126 * light[0]) + (0.7152 * light[1]) + (0.0722 * light[2]);

    private static double[] Lab(double[] light)
    {
        var x = Root(((0.4124 * light[0]) + (0.3576 * light[1]) + (0.1805 * light[2])) / 0.9505);
        var y = Root(Luminance(light));
        var z = Root(((0.0193 * light[0]) + (0.1192 * light[1]) + (0.9505 * light[2])) / 1.089);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double Root(double share) => share > 0.008856 ? Math.Cbrt(share) : (7.787 * share) + (16 / 116.0);
    }

    private double[] Seen(Colour colour)
    {
        double[] light = [Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue)];
        return [.. Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(column => Matrix[(3 * row) + column] * light[column]), 0, 1))];
    }

    private static double Linear(byte value) => value <= 10 ? value / 255.0 / 12.92 : Math.Pow(((value / 255.0) + 0.055) / 1.055, 2.4);
}
