using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>chargers</c>, and holds their failsafe currents against the cap.</summary>
internal static class ChargersBinder
{
    private const int Most = 8;
    private const string Key = "chargers";

    internal static ImmutableArray<ChargerOptions> Bind(SectionReader root, GridCap cap)
    {
        var sections = root.List(Key, Most);
        if (sections.Count == 0 && root.IsSound(Key))
            root.Refuse(Key, "no charger", "one or more, each with a url");
        var chargers = new List<(ChargerOptions Options, SectionReader Failsafe)>(sections.Count);
        foreach (var section in sections)
        {
            var failsafe = section.Section("failsafe");
            var charger = Bind(section, failsafe, sections.Count == 1);
            if (chargers.Exists(other => other.Options.Id == charger.Id) && section.IsSound("id"))
                section.Refuse("id", $"\"{charger.Id}\" is there already", "a different id for each charger");
            chargers.Add((charger, failsafe));
        }

        HoldAgainstCap(chargers, cap, root.IsSound("grid"));
        return [.. chargers.Select(charger => charger.Options)];
    }

    private static ChargerOptions Bind(SectionReader section, SectionReader failsafe, bool single)
    {
        var defaults = new ChargerOptions { Url = new Uri("tcp://unknown:502") };
        var url = section.Required("url", UrlRules.Modbus) ?? defaults.Url;
        if (url.Scheme == "rtu")
            section.Refuse("url", "this version cannot do rtu:// yet", "tcp://host:port");
        return new ChargerOptions
        {
            Id = single ? section.Value("id", defaults.Id, ChargerIdRule.Instance) : section.Required("id", ChargerIdRule.Instance) ?? section.Path,
            Url = url,
            Unit = section.Value("unit", defaults.Unit, NumberRules.Unit(255)),
            Poll = section.Value("poll", defaults.Poll, QuantityRules.Time(0.2, 5)),
            Failsafe = Failsafe(failsafe),
        };
    }

    private static FailsafeOptions Failsafe(SectionReader section)
    {
        var defaults = new FailsafeOptions();
        return new FailsafeOptions
        {
            Current = section.Value(
                "current", defaults.Current, QuantityRules.WholeAmperesOrZero(new Amperes(Setpoints.Minimum), new Amperes(Setpoints.Maximum))),
            Timeout = section.Value("timeout", defaults.Timeout, QuantityRules.Time(6, 600, whole: true)),
            Write = section.Value("write", defaults.Write, WordRules.Boolean),
        };
    }

    // The failsafe holds exactly when nobody is in control, so it has to keep the cap without any sun; all chargers' together.
    private static void HoldAgainstCap(List<(ChargerOptions Options, SectionReader Failsafe)> chargers, GridCap cap, bool capIsSound)
    {
        var together = new Amperes(chargers.Sum(charger => charger.Options.Failsafe.Current.Value));
        var voltage = cap.VoltageOr(null);
        if (!capIsSound || Setpoints.PowerOf(together, cap.Phases, voltage) <= cap.At(voltage))
            return;
        var contract = cap.Current is { } current ? current.ToString() : cap.Power.ToString();
        var part = chargers.Count == 1 ? "" : $" (together {together})";
        foreach (var (options, failsafe) in chargers)
        {
            failsafe.Refuse(
                "current",
                $"{options.Failsafe.Current}{part} is above the cap of {contract}",
                $"what keeps the cap without sun: together {Setpoints.WholeAmperes(cap.At(voltage), cap.Phases, voltage)} A at most");
        }
    }
}
