using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>What is read of a model.</summary>
/// <param name="First">Its first id.</param>
/// <param name="Last">Its last id: single-phase, split-phase and three-phase models have one layout.</param>
/// <param name="Length">How many registers after the header it has at least.</param>
/// <param name="Power">AC power.</param>
public sealed record SunSpecModel(ushort First, ushort Last, ushort Length, SunSpecPoint Power)
{
    /// <summary>Energy since commissioning; null in meters.</summary>
    public SunSpecPoint? Energy { get; init; }

    /// <summary>Operating state; null in meters.</summary>
    public SunSpecPoint? State { get; init; }

    /// <summary>Currents of L1 to L3; empty in inverters.</summary>
    public ImmutableArray<SunSpecPoint> PhaseCurrents { get; init; } = [];

    /// <summary>Powers of L1 to L3; empty in inverters.</summary>
    public ImmutableArray<SunSpecPoint> PhasePowers { get; init; } = [];

    /// <summary>Registers to read, header included: up to the last point that is used (a float meter as a whole would not fit into one answer).</summary>
    public int Registers => Points.Max(point => point.End);

    /// <summary>All rows.</summary>
    public IEnumerable<SunSpecPoint> Points
    {
        get
        {
            SunSpecPoint?[] all = [Power, Energy, State, .. PhaseCurrents, .. PhasePowers];
            return all.OfType<SunSpecPoint>();
        }
    }

    /// <summary>True for its ids.</summary>
    public bool Has(ushort id) => id >= First && id <= Last;
}
