using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What does not change while a charger is connected.</summary>
/// <param name="Serial">Serial number; null if not reported.</param>
/// <param name="ChargePointId">Charge point id; null if not reported.</param>
/// <param name="Brand">Brand; null if not reported.</param>
/// <param name="Model">Model; null if not reported.</param>
/// <param name="Firmware">Firmware version; null if not reported.</param>
/// <param name="Phases">1 or 3; null if not reported.</param>
/// <param name="RatedPower">The charge point's highest power; null if not reported.</param>
public sealed record ChargerIdentity(
    string? Serial, string? ChargePointId, string? Brand, string? Model, string? Firmware, int? Phases, Watts? RatedPower);
