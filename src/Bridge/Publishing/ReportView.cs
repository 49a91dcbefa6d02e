using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>What an entity takes its value from.</summary>
/// <param name="Report">The snapshot.</param>
/// <param name="Charger">The charger in question; null for entities of other parts.</param>
internal readonly record struct ReportView(CycleReport Report, ChargerReport? Charger);
