using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Devices;

/// <summary><c>chargers[n]</c>: what every wallbox has, and the one that it is.</summary>
internal sealed record ChargerOptions
{
    /// <summary>The id of a wallbox that is the only one, unless it is given another.</summary>
    internal const string UsualId = "charger";

    /// <summary><c>id</c>: lower-case letters, digits, underscores and hyphens; a topic level.</summary>
    public string Id { get; init; } = UsualId;

    /// <summary>The wallbox and the keys that only its kind has.</summary>
    public required ConfiguredCharger Device { get; init; }

    /// <summary><c>poll</c>: the longest pause between two control cycles.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>phaseOrder</c>: which phases of the house its L1, L2 and L3 are, each 1 to 3.</summary>
    public PhaseValues<int> PhaseOrder { get; init; } = new(1, 2, 3);

    /// <summary><c>failsafe</c>.</summary>
    public FailsafeOptions Failsafe { get; init; } = new();
}
