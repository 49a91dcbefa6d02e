using WallboxMqtt.Balancer.Inverters;

namespace WallboxMqtt.Balancer.Control;

/// <summary>The inverter's part of a <see cref="CycleReport"/>.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Reading">The last accepted reading while it is valid (status ok or night); otherwise null.</param>
/// <param name="Age">How long ago the last accepted reading arrived; null where there was none.</param>
/// <param name="Fault">Why the last reading was refused, in one line; null where it was not.</param>
public sealed record InverterReport(InverterStatus Status, InverterReading? Reading, TimeSpan? Age, string? Fault);
