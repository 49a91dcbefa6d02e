using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>grid</c>.</summary>
internal static class GridBinder
{
    internal static GridCap Bind(SectionReader section)
    {
        var cap = section.Value("cap", new GridCap(new Amperes(16), null, 3, null), CapRule.Instance);
        return cap with
        {
            Phases = section.Value("phases", 3, NumberRules.Whole(1, 3)),
            Voltage = section.Value<Volts?>("voltage", GridCap.Nominal, QuantityRules.VoltageOrMeasured(new Volts(200), new Volts(260))),
        };
    }
}
