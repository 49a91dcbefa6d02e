using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads <c>policy</c>.</summary>
internal static class PolicyBinder
{
    private static readonly ValueRule<TimeSpan> s_raiseDelay = QuantityRules.Time(0, 600);

    internal static PolicyOptions Bind(SectionReader policy)
    {
        var defaults = new PolicyOptions();
        return new PolicyOptions
        {
            Mode = policy.Value("mode", defaults.Mode, WordRules.Mode),
            RaiseDelay = policy.Value("raiseDelay", defaults.RaiseDelay, s_raiseDelay),
        };
    }
}
