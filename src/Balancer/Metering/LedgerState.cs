using System.Collections.Immutable;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>All energy counters, as they are kept over a restart.</summary>
/// <param name="Inverter">The inverter's energy since commissioning, as last read; null if it never was.</param>
/// <param name="Chargers">Each charger's counters by its id; those of chargers no longer configured stay.</param>
public sealed record LedgerState(WattHours? Inverter, ImmutableSortedDictionary<string, ChargeState> Chargers)
{
    /// <summary>Nothing was ever counted.</summary>
    public static LedgerState Empty { get; } = new(null, ImmutableSortedDictionary.Create<string, ChargeState>(StringComparer.Ordinal));

    /// <summary>True if both say the same.</summary>
    public bool Same(LedgerState other) =>
        Inverter == other.Inverter && Chargers.Count == other.Chargers.Count
        && Chargers.All(pair => other.Chargers.TryGetValue(pair.Key, out var theirs) && theirs == pair.Value);
}
