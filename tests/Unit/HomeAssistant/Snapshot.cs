using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Compares text with a file under <c>Snapshots</c>. With <c>WALLBOX_WRITE_SNAPSHOTS=1</c> the file is written instead.</summary>
internal static class Snapshot
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Match(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name);
        if (Environment.GetEnvironmentVariable("WALLBOX_WRITE_SNAPSHOTS") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, s_indented) + "\n";
    }
}
