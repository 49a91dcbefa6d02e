using System.Collections.Immutable;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>What is read, and how often.</summary>
public sealed record SunSpecSourceOptions
{
    /// <summary>Where Fronius has the meter: 240 on a Datamanager, 200 on a GEN24.</summary>
    public static ImmutableArray<byte> FroniusMeterUnits { get; } = [240, 200];

    /// <summary>The inverters' units; their sum counts.</summary>
    public ImmutableArray<byte> Units { get; init; } = [1];

    /// <summary>
    /// Where the meter at the grid connection may be; empty for none. One alone is taken whatever it is; of several the first that
    /// is Fronius' own, since import is known to be positive there alone.
    /// </summary>
    public ImmutableArray<byte> MeterUnits { get; init; } = FroniusMeterUnits;

    /// <summary>How often.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The inverters' rated AC power.</summary>
    public required Watts RatedPower { get; init; }

    /// <summary>Spreads the attempts to connect; seeded in tests.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <inheritdoc />
    public bool Equals(SunSpecSourceOptions? other) =>
        other is not null && (Interval, RatedPower, Random) == (other.Interval, other.RatedPower, other.Random)
        && Units.SequenceEqual(other.Units) && MeterUnits.SequenceEqual(other.MeterUnits);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Interval, RatedPower, Units.Length, MeterUnits.Length);
}
