using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Devices.SunSpec;

/// <summary>Modbus units of inverters and their meter.</summary>
internal static class SunSpecRules
{
    private const byte Highest = 247;
    private const int MostInverters = 9;
    private static readonly ValueRule<byte> s_unit = NumberRules.Unit(Highest);

    /// <summary>One unit, or several: <c>1</c>, <c>[1, 2]</c>.</summary>
    internal static ValueRule<ImmutableArray<byte>> Units { get; } = new(
        $"1 to {Highest}, or up to {MostInverters} different ones such as [1, 2]",
        (text, out units) =>
        {
            units = [];
            var list = text.Trim();
            var parts = list.StartsWith('[') && list.EndsWith(']') && list.Length > 1 ? list[1..^1].Split(',') : [list];
            if (parts.Length > MostInverters)
                return "has too many";
            var read = new List<byte>();
            foreach (var part in parts)
            {
                if (s_unit.Read(part, out var unit) is { } complaint)
                    return complaint;
                if (read.Contains(unit))
                    return $"has {unit} twice";
                read.Add(unit);
            }

            units = [.. read];
            return null;
        })
    {
        TakesList = true,
    };

    /// <summary><c>auto</c> looks where Fronius has it, <c>none</c> leaves it alone, or its unit.</summary>
    internal static ValueRule<ImmutableArray<byte>> MeterUnits { get; } = new($"auto, none or 1 to {Highest}", (text, out units) =>
    {
        units = [];
        if (text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
            return null;
        if (text.Trim().Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            units = SunSpecSourceOptions.FroniusMeterUnits;
            return null;
        }

        if (s_unit.Read(text, out var unit) is { } complaint)
            return complaint;
        units = [unit];
        return null;
    });
}
