using System.Runtime.InteropServices;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What the meter at the grid connection leaves for all chargers together.</summary>
/// <param name="Amperes">Whole amperes a phase, 0 or more.</param>
/// <param name="Reason">Why not more: <see cref="DecisionReason.MeterLimit"/> or <see cref="DecisionReason.MeterStale"/>.</param>
/// <param name="ChangesIn">How long until the passing of time alone changes it; null if it does not.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GridHeadroom(int Amperes, DecisionReason Reason, TimeSpan? ChangesIn);
