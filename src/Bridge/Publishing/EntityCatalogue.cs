using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>Every entity there is. Topics, the state document and discovery all come from this list.</summary>
/// <param name="grid">The contract with the grid operator: it stands in the label of the mode <c>fixed</c>.</param>
/// <param name="sources">The inverter's configured sources.</param>
/// <param name="guarded">True if a meter at the grid connection is guarded.</param>
internal sealed class EntityCatalogue(GridCap grid, IReadOnlyList<SourceModule>? sources = null, bool guarded = false)
{
    /// <summary>All entities, in the order they are published in.</summary>
    public ImmutableArray<Entity> All { get; } =
        [.. BridgeEntities.For(grid), .. guarded ? MeterEntities.All : [], .. InverterEntities.All, .. SourceEntities.For(sources ?? []), .. ChargerEntities.All];

    /// <summary>The entities of one part.</summary>
    public IEnumerable<Entity> Of(EntityPart part) => All.Where(entity => entity.Part == part);
}
