using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What the charger does when nobody steers it.</summary>
/// <param name="Current">Amperes a phase it then offers.</param>
/// <param name="Timeout">After how long without a sign of life.</param>
/// <param name="Fault">What differs from the configuration, in one line; null where nothing does.</param>
public sealed record FailsafeReport(Amperes Current, TimeSpan Timeout, string? Fault);
