using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>Reads <c>inverter</c> and its sources.</summary>
internal static class InverterBinder
{
    private static readonly ValueRule<Watts> s_ratedPower = QuantityRules.Power(new Watts(100_000));
    private static readonly ValueRule<TimeSpan> s_maxAge = QuantityRules.Time(1, 600);

    internal static InverterOptions Bind(SectionReader section, DeviceModules modules)
    {
        var defaults = new InverterOptions();
        var inverter = new InverterOptions
        {
            RatedPower = section.Value("ratedPower", defaults.RatedPower, s_ratedPower),
            MaxAge = section.Value("maxAge", defaults.MaxAge, s_maxAge),
        };
        inverter = inverter with { Sources = [.. modules.Sources.Select(source => Source(section, source, inverter)).OfType<ConfiguredSource>()] };
        if (!modules.Sources.Any(source => section.IsSwitchedOn(source.Key)))
            section.Refuse("no source of readings", $"one or more of {string.Join(", ", modules.Sources.Select(source => source.Key))}");
        if (section.IsSound("maxAge"))
            WarnOfShortAge(section, inverter);
        return inverter;
    }

    private static ConfiguredSource? Source(SectionReader inverter, SourceModule source, InverterOptions shared) =>
        inverter.SectionOrNull(source.Key, byDefault: false) is { } section ? source.Read(section, shared) : null;

    private static void WarnOfShortAge(SectionReader section, InverterOptions inverter)
    {
        if (inverter.Sources is [])
            return;
        var fastest = inverter.Sources.Min(source => source.Interval);
        if (inverter.MaxAge < 2 * fastest)
        {
            section.Warn(
                "maxAge",
                $"{Seconds.Print(inverter.MaxAge)} is less than two intervals of the fastest source ({Seconds.Print(fastest)}): one late reading counts as no sun");
        }
    }
}
