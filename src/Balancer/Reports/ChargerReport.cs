using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>One charger's part of a <see cref="CycleReport"/>.</summary>
public sealed record ChargerReport
{
    /// <summary>The configured id.</summary>
    public required string Id { get; init; }

    /// <summary>True while the charger is connected and its last cycle succeeded.</summary>
    public required bool Online { get; init; }

    /// <summary>Why it is offline, or what is wrong with it, in one line; null if nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>True if a person should look: <see cref="Fault"/> or the charger's own fault.</summary>
    public bool Problem { get; init; }

    /// <summary>Why its setpoint is what it is.</summary>
    public DecisionReason Reason { get; init; }

    /// <summary>The setpoint last acknowledged by the charger; null while offline.</summary>
    public Amperes? Setpoint { get; init; }

    /// <summary>The failsafe current that the charger acknowledged or was found to have; null while not known.</summary>
    public Amperes? FailsafeCurrent { get; init; }

    /// <summary>What is wrong with its failsafe, in one line; null if nothing is.</summary>
    public string? FailsafeFault { get; init; }

    /// <summary>True while its values stand still: its measurements are unknown.</summary>
    public bool Frozen { get; init; }

    /// <summary>Which of its registers cannot be read, as far as known.</summary>
    public RegisterGaps Gaps { get; init; } = RegisterGaps.None;

    /// <summary>Its identity; kept while offline, null before it was read.</summary>
    public ChargerIdentity? Identity { get; init; }

    /// <summary>What it measures; null while offline.</summary>
    public ChargerReading? Reading { get; init; }

    /// <summary>What it has charged from sun and grid since counting began, as kept on the disk; null if nothing is kept yet.</summary>
    public ChargedEnergy? Charged { get; init; }

    /// <summary>The same, up to now: after a restart it may begin lower; null before it is known. For differences.</summary>
    public ChargedEnergy? Counted { get; init; }

    /// <summary>False while its meter is integrated from the power, since the device's own did not follow that.</summary>
    public bool MeterFollows { get; init; } = true;

    /// <summary>The same of its session energy.</summary>
    public bool SessionFollows { get; init; } = true;

    /// <summary>How long the last cycle took.</summary>
    public TimeSpan CycleTime { get; init; }

    /// <summary>When its last whole cycle finished, by the monotonic clock; null before the first.</summary>
    public long? CycledAt { get; init; }

    /// <summary>How many rounds its loop has finished, those out of its reach included: it grows for as long as the loop lives.</summary>
    public long Rounds { get; init; }

    /// <summary>When <see cref="Rounds"/> last grew, by the monotonic clock; null before the first round.</summary>
    public long? RoundedAt { get; init; }
}
