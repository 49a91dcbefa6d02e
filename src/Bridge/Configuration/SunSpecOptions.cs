using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters.SunSpec;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>inverter.sunSpec</c>: the service reads SunSpec models over Modbus.</summary>
/// <param name="Url"><c>tcp://host:port</c> or <c>rtu:///dev/tty...</c>.</param>
internal sealed record SunSpecOptions(Uri Url)
{
    /// <summary><c>unit</c>: Modbus units of the inverters, 1 to 247, all different; their sum counts.</summary>
    public ImmutableArray<byte> Units { get; init; } = [1];

    /// <summary><c>meterUnit</c>: where the meter may be; empty for none.</summary>
    public ImmutableArray<byte> MeterUnits { get; init; } = SunSpecSourceOptions.FroniusMeterUnits;

    /// <summary><c>interval</c>: how often.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public bool Equals(SunSpecOptions? other) =>
        other is not null && Url == other.Url && Interval == other.Interval && Units.SequenceEqual(other.Units) && MeterUnits.SequenceEqual(other.MeterUnits);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Url, Interval, Units.Length, MeterUnits.Length);
}
