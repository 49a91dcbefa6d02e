using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters;

/// <summary>How one source stands.</summary>
/// <param name="Name">As in the configuration: <c>ftp</c>, <c>solarApi</c>, ...</param>
/// <param name="Status">What is known through it.</param>
/// <param name="Power">The power of its last accepted reading while that is valid; otherwise null.</param>
/// <param name="Age">How long ago that arrived; null if none did.</param>
/// <param name="Fault">Why its last answer was refused, did not come or counts no longer whatever its age, in one line; otherwise null.</param>
public sealed record SourceReport(string Name, InverterStatus Status, Watts? Power, TimeSpan? Age, string? Fault);
