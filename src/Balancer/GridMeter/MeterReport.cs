using WallboxMqtt.Balancer.Inverters;

namespace WallboxMqtt.Balancer.GridMeter;

/// <summary>The guarded meter's part of a round's report.</summary>
/// <param name="Reading">The last reading while it is valid; otherwise null.</param>
/// <param name="Age">How long ago the last reading arrived; null if there was none.</param>
/// <param name="Room">Whole amperes a phase that it leaves for all chargers together.</param>
public sealed record MeterReport(MeterReading? Reading, TimeSpan? Age, int Room);
