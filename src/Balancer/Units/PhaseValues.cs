namespace WallboxMqtt.Balancer.Units;

/// <summary>One value for each phase, L1 to L3.</summary>
public readonly record struct PhaseValues<T>(T L1, T L2, T L3);
