using System.Text.Json;
using System.Text.Unicode;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>Distinguishes a complete JSON document from the beginning of one: an upload may break off anywhere.</summary>
internal static class PowerFlowDocument
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads the document; null while it is not whole.</summary>
    /// <exception cref="JsonException">It is not JSON, however much more may come.</exception>
    internal static JsonDocument? Read(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (body.StartsWith(byteOrderMark))
            body = body[byteOrderMark.Length..];

        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 16 }));
        if (!reader.Read())
            return null;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an object is expected");
        if (!reader.TrySkip())
            return null;
        // The reader does not look into texts (RFC 8259, section 8.1).
        return Utf8.IsValid(body) ? JsonDocument.Parse(body.ToArray(), s_options) : throw new JsonException("UTF-8 is expected");
    }
}
