using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Bridge.Cli.Registers;

/// <summary>All registers of one charger.</summary>
/// <param name="Id">The charger.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Unit">Its Modbus unit.</param>
/// <param name="Answers">One a register; none where it could not be read at all.</param>
/// <param name="Fault">Why it could not be read, or not to the end, and what to do, in one line; null where it could.</param>
internal sealed record RegisterListing(string Id, string Address, byte Unit, ImmutableArray<RegisterAnswer> Answers, string? Fault);
