using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Safety.Fuzz.Commands;

/// <summary>Reads a command a second time, without the product's code.</summary>
internal static partial class CommandWitness
{
    /// <summary>The intent after a command; null where it must be refused.</summary>
    internal static Intent? After(Intent before, string command, ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 0 or > 256 || !Utf8.IsValid(payload))
            return null;
        var text = Encoding.UTF8.GetString(payload);
        if (command == "mode")
        {
            ChargingMode? mode = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_'))).ToUpperInvariant() switch
            {
                "PVBOOST" => ChargingMode.PvBoost,
                "FIXED" => ChargingMode.Fixed,
                "OFF" => ChargingMode.Off,
                _ => null,
            };
            return mode is { } known ? before with { Mode = known } : null;
        }

        if (text.AsSpan().Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
            return before with { Limit = null };
        if (Power().Match(text.Trim()) is not { Success: true } match || match.Groups["number"].Length > 20)
            return null;
        var watts = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * (match.Groups["kilo"].Length > 0 ? 1000 : 1);
        return watts is >= 0 and <= 100_000 ? before with { Limit = new Watts(watts) } : null;
    }

    [GeneratedRegex(@"\A(?<number>[+-]?([0-9]+\.?[0-9]*|\.[0-9]+))\s*((?<kilo>[kK])?[wW])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Power();
}
