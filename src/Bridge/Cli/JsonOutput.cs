using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>JSON for <c>--json</c>: indented, for users and programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The option itself.</summary>
    internal static System.CommandLine.Option<bool> Option() => new("--json") { Description = "print JSON for programs instead of a table" };

    /// <summary>What <paramref name="write"/> writes.</summary>
    internal static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, s_indented))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
