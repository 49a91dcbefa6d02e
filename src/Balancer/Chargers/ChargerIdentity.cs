using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What does not change while a charger is connected.</summary>
/// <param name="Serial">Serial number; null where not told.</param>
/// <param name="ChargePointId">Charge point id; null where not told.</param>
/// <param name="Brand">Brand; null where not told.</param>
/// <param name="Model">Model; null where not told.</param>
/// <param name="Firmware">Firmware version; null where not told.</param>
/// <param name="Phases">1 or 3; null where not told.</param>
/// <param name="RatedPower">The charge point's highest power; null where not told.</param>
public sealed record ChargerIdentity(
    string? Serial, string? ChargePointId, string? Brand, string? Model, string? Firmware, int? Phases, Watts? RatedPower);
