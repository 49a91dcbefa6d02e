using System.Runtime.CompilerServices;
using WallboxMqtt.Lcd.Drawing;
using WallboxMqtt.Tests.Unit.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Screens;

/// <summary>Holds a canvas against a PNG in <c>tests/Unit/Lcd/Snapshots</c>. With WALLBOX_UPDATE_SNAPSHOTS=1 it writes the PNG instead: look at it before it is committed.</summary>
internal static class Snapshot
{
    // Large enough for people to look at.
    private const int Scale = 4;

    public static void Matches(Canvas canvas, string name)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "Snapshots");
        var expectedFile = Path.GetFullPath(Path.Combine(folder, $"{name}.png"));
        var actual = PngEncoder.Encode(canvas, Scale);
        if (Environment.GetEnvironmentVariable("WALLBOX_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllBytes(expectedFile, actual);
            return;
        }

        var expectedPixels = File.Exists(expectedFile) ? DecodedPng.Read(File.ReadAllBytes(expectedFile)) : new DecodedPng(0, 0, []);
        var actualPixels = DecodedPng.Read(actual);
        if (expectedPixels.Rgb.AsSpan().SequenceEqual(actualPixels.Rgb))
            return;
        var actualFile = Path.Combine(AppContext.BaseDirectory, $"{name}.actual.png");
        File.WriteAllBytes(actualFile, actual);
        Assert.Fail($"{actualFile} differs from {expectedFile}");
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
