using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>Words out of a few; letter case does not matter.</summary>
internal static class WordRules
{
    /// <summary>Yes or no (the words of YAML 1.1).</summary>
    internal static ValueRule<bool> Boolean { get; } = OneOf(
        "true or false", ("true", true), ("false", false), ("yes", true), ("no", false), ("on", true), ("off", false));

    /// <summary>A charging mode, written as on MQTT.</summary>
    internal static ValueRule<ChargingMode> Mode { get; } = new(
        string.Join(", ", ChargingModes.Words),
        (text, out mode) => ChargingModes.TryParse(text, out mode) ? null : "is not a mode");

    /// <summary>One of these words.</summary>
    internal static ValueRule<T> OneOf<T>(string allowed, params (string Word, T Value)[] words) => new(allowed, (text, out value) =>
    {
        value = default;
        foreach (var (word, meaning) in words)
        {
            if (!text.Trim().Equals(word, StringComparison.OrdinalIgnoreCase))
                continue;
            value = meaning;
            return null;
        }

        return "is none of these";
    });
}
