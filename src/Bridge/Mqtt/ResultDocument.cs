using System.Text;
using System.Text.Json;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>The JSON of <c>command/result</c>.</summary>
internal static class ResultDocument
{
    private const int MaximumShown = 256;

    internal static byte[] Write(IncomingMessage message, CommandResult result, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("topic", message.Topic);
            json.WriteString("payload", Shown(message.Payload));
            json.WriteBoolean("accepted", result.Accepted);
            json.WriteString("reason", result.Reason);
            json.WriteString("time", now);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    // Bytes that are no UTF-8 show as replacement characters, control characters are escaped by the writer.
    private static string Shown(byte[] payload)
    {
        var text = Encoding.UTF8.GetString(payload);
        return text.Length <= MaximumShown ? text : string.Concat(text.AsSpan(0, MaximumShown), "...");
    }
}
