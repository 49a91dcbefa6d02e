using WallboxMqtt.Balancer.Chargers;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>What the ledger makes of a charger's round.</summary>
/// <param name="Charged">What it has charged, as it may be shown; null if nothing is kept yet.</param>
/// <param name="Counted">The same as counted up to now, for differences; null before the restore.</param>
/// <param name="Reading">The reading, with energies that neither fall nor jump.</param>
/// <param name="MeterFollows">False while its meter is integrated from the power, since its own did not follow that.</param>
/// <param name="SessionFollows">The same of its session energy.</param>
public sealed record MeteredCharger(ChargedEnergy? Charged, ChargedEnergy? Counted, ChargerReading? Reading, bool MeterFollows, bool SessionFollows);
