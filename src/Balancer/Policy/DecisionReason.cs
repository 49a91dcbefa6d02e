
namespace WallboxMqtt.Balancer.Policy;

/// <summary>Why the setpoint is what it is.</summary>
public enum DecisionReason
{
    /// <summary>Cap and sun.</summary>
    PvBoost,

    /// <summary>The cap alone, as commanded.</summary>
    Fixed,

    /// <summary>0 A, as commanded.</summary>
    Off,

    /// <summary>No inverter reading has come since the start: no sun is assumed.</summary>
    InverterMissing,

    /// <summary>The inverter's last reading is older than maxAge: no sun is assumed.</summary>
    InverterStale,

    /// <summary>The inverter's last reading is not credible: no sun is assumed.</summary>
    InverterInvalid,

    /// <summary>More is allowed, but not yet for the whole raiseDelay.</summary>
    RaiseDelay,

    /// <summary>The commanded limit holds it down.</summary>
    Limit,

    /// <summary>The charger cannot do more.</summary>
    ChargerMaximum,

    /// <summary>Another charger has its part, or has not given it back yet.</summary>
    Shared,

    /// <summary>Less than the least current a control pilot can offer (IEC 61851-1: 6 A), so 0.</summary>
    BelowMinimum,

    /// <summary>The charger is not under control; it holds its failsafe current by itself.</summary>
    ChargerOffline,

    /// <summary>The car draws more than it is offered.</summary>
    Overcurrent,

    /// <summary>The meter at the grid connection leaves no more, or not for long enough yet.</summary>
    MeterLimit,

    /// <summary>The meter at the grid connection is silent: its fallback holds.</summary>
    MeterStale,

    /// <summary>No more on a single phase, for the grid's balance.</summary>
    UnbalanceLimit,
}
