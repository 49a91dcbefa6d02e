using System.Collections.Immutable;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Devices;

/// <summary><c>inverter</c>: what all sources share, and at least one source.</summary>
internal sealed record InverterOptions
{
    /// <summary><c>ratedPower</c>: a reading above 110 % of it is refused.</summary>
    public Watts RatedPower { get; init; } = new(9900);

    /// <summary><c>maxAge</c>: an older reading counts as 0 W.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The sources that are configured, in the order of <see cref="DeviceModules.Sources"/>.</summary>
    public ImmutableArray<ConfiguredSource> Sources { get; init; } = [];

    /// <summary>The options of a source; null if it is not configured.</summary>
    public TOptions? Of<TOptions>(SourceModule<TOptions> source)
        where TOptions : class =>
        Sources.OfType<ConfiguredSource<TOptions>>().FirstOrDefault(one => one.Module == source)?.Options;

    /// <inheritdoc />
    public bool Equals(InverterOptions? other) =>
        other is not null && (RatedPower, MaxAge) == (other.RatedPower, other.MaxAge) && Sources.SequenceEqual(other.Sources);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(RatedPower, MaxAge, Sources.Length);

    /// <summary>What users read for a reading's source.</summary>
    public string Label(string source) => Sources.FirstOrDefault(one => one.Module.Key == source)?.Module.Label ?? source;
}
