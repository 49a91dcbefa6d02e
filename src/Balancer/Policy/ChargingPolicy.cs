using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>
/// The arithmetic of the modes, pure. Allowance = cap, plus valid PV when boosting, never above the limit. What is granted follows
/// a fall of the sun at once and a rise only to the lowest sun of the last raise delay. A person's command acts at once.
/// </summary>
public static class ChargingPolicy
{
    /// <summary>Decides for one moment.</summary>
    /// <param name="cap">The contract with the grid operator.</param>
    /// <param name="intent">What people last commanded.</param>
    /// <param name="sun">What may be counted on.</param>
    /// <param name="voltage">Turns watts into amperes.</param>
    public static Decision Decide(GridCap cap, Intent intent, Sun sun, Volts voltage)
    {
        if (intent.Mode == ChargingMode.Off)
            return new Decision(0, Watts.Zero, DecisionReason.Off);

        var boost = intent.Mode == ChargingMode.PvBoost;
        var contract = cap.At(voltage);
        var allowance = contract + (boost ? sun.Now : Watts.Zero);
        var steady = contract + (boost ? Watts.Min(sun.Now, sun.Steady) : Watts.Zero);
        var limit = intent.Limit ?? steady;
        var granted = Amperes(Watts.Min(steady, limit));
        var reason = granted < Amperes(steady) ? DecisionReason.Limit
            : !boost ? DecisionReason.Fixed
            : sun.Status switch
            {
                InverterStatus.Missing => DecisionReason.InverterMissing,
                InverterStatus.Stale => DecisionReason.InverterStale,
                InverterStatus.Invalid => DecisionReason.InverterInvalid,
                _ => granted < Amperes(Watts.Min(allowance, intent.Limit ?? allowance)) ? DecisionReason.RaiseDelay : DecisionReason.PvBoost,
            };
        return new Decision(granted, Watts.Min(allowance, intent.Limit ?? allowance), reason);

        int Amperes(Watts power) => Setpoints.WholeAmperes(power, cap.Phases, voltage);
    }

    /// <summary>Holds a charger's part of the decision against what it can do: 0, or its least current and more, up to its highest.</summary>
    /// <param name="granted">Whole amperes a phase for this charger.</param>
    /// <param name="reason">Why it was granted that.</param>
    /// <param name="least">The charger's least current; counts where it is above 6 A.</param>
    /// <param name="highest">The charger's highest current; counts where it is below 32 A.</param>
    public static (int Setpoint, DecisionReason Reason) Fit(int granted, DecisionReason reason, Amperes? least, Amperes? highest)
    {
        var floor = Whole(least) is { } l ? Math.Clamp(l, Setpoints.Minimum, Setpoints.Maximum) : Setpoints.Minimum;
        var ceiling = Whole(highest) is > 0 and { } h ? Math.Min(h, Setpoints.Maximum) : Setpoints.Maximum;
        var setpoint = Math.Min(granted, ceiling);
        if (setpoint < floor)
            return (0, reason == DecisionReason.Off ? reason : DecisionReason.BelowMinimum);
        return (setpoint, setpoint < granted ? DecisionReason.ChargerMaximum : reason);

        static int? Whole(Amperes? amperes) => amperes is { } a ? (int)Math.Floor(a.Value) : null;
    }
}
