using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Control;

/// <summary>What all control loops share: what they read, and where they report to.</summary>
/// <param name="Plant">The inverter's latest reading.</param>
/// <param name="Intents">What users last commanded.</param>
/// <param name="Shares">What each charger may have of the granted amperes.</param>
/// <param name="Signal">Wakes the loops.</param>
/// <param name="Board">Takes the reports.</param>
public sealed record ControlContext(PlantState Plant, IntentStore Intents, ChargerShares Shares, ChangeSignal Signal, ReportBoard Board)
{
    /// <summary>Watches the meter at the grid connection; null if none is guarded.</summary>
    public MeterGuard? Guard { get; init; }

    /// <summary>Takes how long rounds and reactions took.</summary>
    public CycleTimes Times { get; init; } = new();
}
