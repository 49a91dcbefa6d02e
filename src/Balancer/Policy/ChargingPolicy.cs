using WallboxMqtt.Balancer.Inverters;
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
    /// <param name="intent">What users last commanded.</param>
    /// <param name="sun">What may be counted on.</param>
    /// <param name="voltage">Turns watts into amperes.</param>
    /// <param name="used">Phases that the car draws on, if that is known; null for all.</param>
    /// <param name="room">What a meter at the grid connection leaves; null if none is guarded. It only tightens.</param>
    public static Decision Decide(GridCap cap, Intent intent, Sun sun, Volts voltage, int? used = null, GridHeadroom? room = null)
    {
        var phases = cap.PhasesFor(used ?? cap.Phases);
        if (intent.Mode == ChargingMode.Off)
            return new Decision(0, Watts.Zero, DecisionReason.Off, phases);

        var boost = intent.Mode.CountsOnSun();
        var contract = cap.At(voltage);
        var allowance = contract + (boost ? sun.Now : Watts.Zero);
        var steady = contract + (boost ? Watts.Min(sun.Now, sun.Steady) : Watts.Zero);
        var limit = intent.Limit ?? steady;
        var granted = Amperes(Watts.Min(steady, limit));
        var reason = granted < Amperes(steady) ? DecisionReason.Limit : intent.Mode switch
        {
            ChargingMode.Off => DecisionReason.Off,
            ChargingMode.Fixed => DecisionReason.Fixed,
            ChargingMode.PvBoost => sun.Status switch
            {
                InverterStatus.Missing => DecisionReason.InverterMissing,
                InverterStatus.Stale => DecisionReason.InverterStale,
                InverterStatus.Invalid => DecisionReason.InverterInvalid,
                InverterStatus.Ok or InverterStatus.Night =>
                    granted < Amperes(Watts.Min(allowance, intent.Limit ?? allowance)) ? DecisionReason.RaiseDelay : DecisionReason.PvBoost,
            },
        };
        var decision = new Decision(granted, Watts.Min(allowance, intent.Limit ?? allowance), reason, phases);
        return room is { } left && left.Amperes < granted ? Tighten(decision, left, voltage) : decision;

        int Amperes(Watts power) => Setpoints.WholeAmperes(power, phases, voltage);
    }

    private static Decision Tighten(Decision decision, GridHeadroom room, Volts voltage) => decision with
    {
        Amperes = room.Amperes,
        Allowance = Watts.Min(decision.Allowance, Setpoints.PowerOf(new Amperes(room.Amperes), decision.Phases, voltage)),
        Reason = room.Reason,
    };

    /// <summary>Holds a charger's part of the decision against what it can do: 0, or its least current and more, up to its highest.</summary>
    /// <param name="granted">Whole amperes a phase for this charger.</param>
    /// <param name="reason">Why it was granted that.</param>
    /// <param name="least">The charger's least current; counts if it is above 6 A.</param>
    /// <param name="highest">The charger's highest current; counts if it is below 32 A.</param>
    /// <param name="balance">The most for the grid's balance; null if that does not count.</param>
    public static (int Setpoint, DecisionReason Reason) Fit(
        int granted, DecisionReason reason, Amperes? least, Amperes? highest, Amperes? balance = null)
    {
        var floor = Whole(least) is { } l ? Math.Clamp(l, Setpoints.Minimum, Setpoints.Maximum) : Setpoints.Minimum;
        var ceiling = Whole(highest) is > 0 and { } h ? Math.Min(h, Setpoints.Maximum) : Setpoints.Maximum;
        if (Whole(balance) is { } balanced && balanced < Math.Min(granted, ceiling))
            (granted, reason) = (balanced, DecisionReason.UnbalanceLimit);
        var setpoint = Math.Min(granted, ceiling);
        if (setpoint < floor)
            return (0, reason == DecisionReason.Off ? reason : DecisionReason.BelowMinimum);
        return (setpoint, setpoint < granted ? DecisionReason.ChargerMaximum : reason);

        static int? Whole(Amperes? amperes) => amperes is { } a ? (int)Math.Floor(a.Value) : null;
    }
}
