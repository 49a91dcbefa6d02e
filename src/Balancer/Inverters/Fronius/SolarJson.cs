using System.Globalization;
using System.Text.Json;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>Reads members of Fronius' documents; what is not as it must be is a <see cref="PowerFlowException"/> that names it.</summary>
internal static class SolarJson
{
    /// <summary>Reads a whole document; null while it is only the beginning of one.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="PowerFlowException">JSON, but not what is expected.</exception>
    internal static T? Parse<T>(ReadOnlySpan<byte> body, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = PowerFlowDocument.Read(body);
            return document is null ? null : read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // "\ud800" is JSON (RFC 8259, section 8.2), but no text.
            throw new PowerFlowException("a name or a text holds half a character");
        }
    }

    /// <summary>Head.Status.Code.</summary>
    internal static int StatusCode(JsonElement head)
    {
        var code = Member(Member(head, "Status", "Head.Status"), "Code", "Head.Status.Code");
        return code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : throw Odd("Head.Status.Code", code, "a whole number");
    }

    /// <summary>Head.Timestamp.</summary>
    internal static DateTimeOffset Timestamp(JsonElement head)
    {
        var element = Member(head, "Timestamp", "Head.Timestamp");
        return element.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var timestamp)
                ? timestamp
                : throw Odd("Head.Timestamp", element, "a date and time (RFC 3339)");
    }

    internal static JsonElement Member(JsonElement parent, string name, string path) =>
        Object(parent, path).TryGetProperty(name, out var member) ? member : throw new PowerFlowException($"{path} is missing");

    internal static JsonElement Object(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Odd(path, element, "an object");

    /// <summary>A number; null if it is absent or null.</summary>
    internal static double? Number(JsonElement parent, string name, string path)
    {
        if (!parent.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null)
            return null;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number))
            throw Odd(path, element, "a number or null");
        return number;
    }

    private static PowerFlowException Odd(string path, JsonElement found, string allowed)
    {
        var text = found.ValueKind == JsonValueKind.Undefined ? "nothing" : found.GetRawText();
        return new PowerFlowException($"{path} is {(text.Length > 40 ? text[..40] + "..." : text)}; allowed: {allowed}");
    }
}
