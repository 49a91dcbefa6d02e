using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Chargers;

/// <summary>Registers of a charger that cannot be read, by their first addresses, lowest first.</summary>
/// <param name="LeftOut">They do not answer, or end the connection: they are left out for hours.</param>
/// <param name="Refused">The charger refuses them.</param>
public sealed record RegisterGaps(ImmutableArray<ushort> LeftOut, ImmutableArray<ushort> Refused)
{
    /// <summary>As far as known, all can be read.</summary>
    public static RegisterGaps None { get; } = new([], []);
}
