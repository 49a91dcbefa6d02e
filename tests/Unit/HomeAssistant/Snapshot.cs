using System.Text;
using System.Text.Json;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Compares a text with a file in the repository; WALLBOX_UPDATE_SNAPSHOTS=1 writes the file.</summary>
internal static class Snapshot
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n" };

    internal static void Matches(string name, string text)
    {
        var path = Path.Combine(Repository.Root, "tests", "Unit", "HomeAssistant", "Snapshots", name);
        if (Environment.GetEnvironmentVariable("WALLBOX_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>JSON with a line for each member.</summary>
    internal static string Pretty(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_indented))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
