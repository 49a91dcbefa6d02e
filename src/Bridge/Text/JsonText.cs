using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WallboxMqtt.Bridge.Text;

/// <summary>Writes small JSON documents for MQTT, without reflection.</summary>
internal static class JsonText
{
    // Nothing here goes into an HTML page unescaped; quotes, backslashes and control characters are still escaped.
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How documents of a fixed shape are written: compact, names in camel case. For source-generated contexts.</summary>
    public static JsonSerializerOptions Shapes => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>A moment in ISO 8601, to the millisecond and with its offset: always 29 characters.</summary>
    public static string Moment(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>What <paramref name="write"/> writes, as compact text.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_compact))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
