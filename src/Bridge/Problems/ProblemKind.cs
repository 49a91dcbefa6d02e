namespace WallboxMqtt.Bridge.Problems;

/// <summary>What kind of thing is wrong.</summary>
internal enum ProblemKind
{
    /// <summary>The wallbox is out of reach.</summary>
    ChargerOffline,

    /// <summary>The wallbox reports a fault of its own.</summary>
    ChargerFault,

    /// <summary>The wallbox does not follow commands.</summary>
    ChargerDisobeys,

    /// <summary>The wallbox's values stand still.</summary>
    ChargerFrozen,

    /// <summary>What the wallbox does by itself cannot be set, or is not what it should be.</summary>
    ChargerFailsafe,

    /// <summary>The car draws more than it is offered.</summary>
    Overcurrent,

    /// <summary>No data from the inverter since the start.</summary>
    InverterMissing,

    /// <summary>The inverter has gone silent by day.</summary>
    InverterStale,

    /// <summary>What the inverter says is not credible.</summary>
    InverterInvalid,

    /// <summary>The inverter's sources contradict each other.</summary>
    InverterContradicts,

    /// <summary>No data from the guarded meter at the grid connection.</summary>
    MeterStale,
}
