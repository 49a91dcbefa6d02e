using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>grid</c>.</summary>
internal static class GridBinder
{
    private static readonly ValueRule<int> s_phases = NumberRules.Whole(1, 3);
    private static readonly ValueRule<Volts?> s_voltage = QuantityRules.VoltageOrMeasured(new Volts(200), new Volts(260));

    internal static GridCap Bind(SectionReader grid)
    {
        var phases = grid.Value("phases", 3, s_phases);
        var voltage = grid.Value("voltage", GridCap.Nominal, s_voltage);
        var sixteen = new CapValue(new Amperes(16), null);
        var cap = grid.Value("cap", sixteen, CapRule.For(phases, voltage ?? GridCap.Nominal));
        return new GridCap(cap.Current, cap.Power, phases, voltage);
    }
}
