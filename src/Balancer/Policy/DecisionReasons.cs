
namespace WallboxMqtt.Balancer.Policy;

/// <summary>The reasons' words on the wire.</summary>
public static class DecisionReasons
{
    /// <summary>All words, in the enumeration's order.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [.. Enum.GetValues<DecisionReason>().Select(Word)];

    /// <summary>The word of a reason.</summary>
    public static string Word(this DecisionReason reason) => reason switch
    {
        DecisionReason.PvBoost => "pv-boost",
        DecisionReason.Fixed => "fixed",
        DecisionReason.Off => "off",
        DecisionReason.InverterMissing => "inverter-missing",
        DecisionReason.InverterStale => "inverter-stale",
        DecisionReason.InverterInvalid => "inverter-invalid",
        DecisionReason.RaiseDelay => "raise-delay",
        DecisionReason.Limit => "limit",
        DecisionReason.ChargerMaximum => "charger-maximum",
        DecisionReason.Shared => "shared",
        DecisionReason.BelowMinimum => "below-minimum",
        DecisionReason.ChargerOffline => "charger-offline",
        DecisionReason.Overcurrent => "overcurrent",
        DecisionReason.MeterLimit => "meter-limit",
        DecisionReason.MeterStale => "meter-stale",
        DecisionReason.UnbalanceLimit => "unbalance-limit",
    };
}
