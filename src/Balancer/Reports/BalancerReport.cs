using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>The decision's part of a <see cref="CycleReport"/>.</summary>
/// <param name="Allowance">What all chargers together may draw now: cap plus valid PV by mode, never above the limit; 0 when off.</param>
/// <param name="Cap">The contract with the grid operator.</param>
/// <param name="Reason">Why the (first) charger's setpoint is what it is.</param>
public sealed record BalancerReport(Watts Allowance, Watts Cap, DecisionReason Reason)
{
    /// <summary>Why a raise waits; null if none does.</summary>
    public PendingRaise? Raise { get; init; }

    /// <summary>The phases that the decision was calculated with.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>The meter at the grid connection; null if none is guarded.</summary>
    public MeterReport? Meter { get; init; }
}
