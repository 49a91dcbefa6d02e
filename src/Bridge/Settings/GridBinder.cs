using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads <c>grid</c>.</summary>
internal static class GridBinder
{
    private static readonly ValueRule<int> s_phases = NumberRules.Whole(1, 3);
    private static readonly ValueRule<CapValue> s_unbalance = CapRule.ForBalance();
    private static readonly ValueRule<Amperes> s_fallback = QuantityRules.WholeAmperesOrZero(new Amperes(Setpoints.Minimum), new Amperes(Setpoints.Maximum));
    private static readonly ValueRule<TimeSpan> s_maxAge = QuantityRules.Time(2, 300);
    private static readonly ValueRule<Volts?> s_voltage = QuantityRules.VoltageOrMeasured(new Volts(200), new Volts(260));

    internal static GridCap Bind(SectionReader grid)
    {
        var phases = grid.Value("phases", 3, s_phases);
        var voltage = grid.Value("voltage", GridCap.Nominal, s_voltage);
        var sixteen = new CapValue(new Amperes(16), null);
        var cap = grid.Value("cap", sixteen, CapRule.For(phases, voltage ?? GridCap.Nominal));
        return new GridCap(cap.Current, cap.Power, phases, voltage)
        {
            UnbalanceLimit = grid.ValueOrNull("unbalanceLimit", s_unbalance)?.Current,
        };
    }

    /// <summary>Reads <c>grid.meterLimit</c> and what belongs to it; null if it is not set.</summary>
    internal static MeterLimit? BindMeter(SectionReader grid, int phases)
    {
        var limit = grid.ValueOrNull("meterLimit", CapRule.ForMeter(phases));
        var fallback = grid.Value("meterFallback", new Amperes(Setpoints.Minimum), s_fallback);
        var maxAge = grid.Value("meterMaxAge", TimeSpan.FromSeconds(30), s_maxAge);
        return limit is null ? null : new MeterLimit(limit.Current, limit.Power, fallback, maxAge);
    }
}
