using System.Collections.Immutable;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>All registers of one charger.</summary>
/// <param name="Id">The charger.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Unit">Its Modbus unit.</param>
/// <param name="Registers">One line a register; none if it could not be read at all.</param>
/// <param name="Fault">Why it could not be read, or not to the end, and what to do, in one line; null if it could.</param>
internal sealed record RegisterListing(string Id, string Address, byte Unit, ImmutableArray<RegisterLine> Registers, string? Fault);
