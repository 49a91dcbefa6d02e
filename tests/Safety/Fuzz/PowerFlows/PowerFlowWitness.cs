using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace WallboxMqtt.Tests.Safety.Fuzz.PowerFlows;

/// <summary>Reads a power flow a second time, without the product's code, and says what has to become of it.</summary>
internal static class PowerFlowWitness
{
    private static readonly string[] s_siteNumbers = ["P_Load", "P_PV", "P_Grid", "E_Total", "E_Day"];

    /// <summary>What has to become of an upload, its power where it is a reading, and its timestamp where it is known.</summary>
    internal static (Expectation Expected, double Power, DateTimeOffset? At) Read(ReadOnlySpan<byte> input, double rated)
    {
        if (input.StartsWith("\uFEFF"u8))
            input = input[3..];
        if (!Utf8.IsValid(input))
            return (Expectation.Nothing, 0, null);
        try
        {
            using var document = JsonDocument.Parse(input.ToArray(), new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || HasTwice(document.RootElement))
                return (Expectation.Nothing, 0, null);
            var at = DateTimeOffset.TryParse(
                Of(document.RootElement, "Head", "Timestamp").GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time : (DateTimeOffset?)null;
            var power = Power(document.RootElement);
            return at is not null && power >= rated * -0.02 && power <= rated * 1.1
                ? (Expectation.Reading, Math.Max(power.Value, 0), at)
                : (Expectation.NoSun, 0, at);
        }
        catch (JsonException)
        {
            return (Expectation.Nothing, 0, null);
        }
        catch (InvalidOperationException)
        {
            // A text without characters, or a member of the wrong kind.
            return (Expectation.Unclear, 0, null);
        }
        catch (KeyNotFoundException)
        {
            return (Expectation.NoSun, 0, null);
        }
    }

    private static double? Power(JsonElement root)
    {
        var code = Of(root, "Head", "Status", "Code");
        if (code.ValueKind != JsonValueKind.Number || code.GetRawText() is not ("0" or "-0"))
            return null;
        var body = root.GetProperty("Body");
        if (body.TryGetProperty("Data", out var data))
            body = data;
        var (site, inverters) = (body.GetProperty("Site"), body.GetProperty("Inverters"));
        if (s_siteNumbers.Any(name => site.TryGetProperty(name, out var number) && Number(number) is null))
            return null;
        var sum = 0d;
        foreach (var inverter in inverters.EnumerateObject())
        {
            if (!inverter.Value.TryGetProperty("P", out var power))
                continue;
            if (Number(power) is not { } watts)
                return null;
            sum += watts;
        }

        return sum;
    }

    // Null is no number and does no harm: 0.
    private static double? Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => 0,
        JsonValueKind.Number when double.Parse(element.GetRawText(), CultureInfo.InvariantCulture) is var number && double.IsFinite(number) => number,
        _ => null,
    };

    private static JsonElement Of(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            element = element.GetProperty(name);
        return element;
    }

    // Every name is read, also behind one that is there twice: one that is no text makes the whole unclear.
    private static bool HasTwice(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Aggregate(false, (twice, member) => HasTwice(member.Value) | twice)
            | element.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count() < element.EnumerateObject().Count(),
        JsonValueKind.Array => element.EnumerateArray().Aggregate(false, (twice, item) => HasTwice(item) | twice),
        _ => false,
    };
}
