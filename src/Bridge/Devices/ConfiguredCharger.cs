using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>A wallbox as it stands in the configuration: what only its kind has.</summary>
internal abstract record ConfiguredCharger
{
    /// <summary>Which kind it is.</summary>
    internal abstract ChargerModule Module { get; }

    /// <summary>Where it is read and steered over Modbus; null if it is not.</summary>
    internal abstract ModbusUnit? Unit { get; }

    /// <summary>Its driver; nothing is opened yet.</summary>
    internal abstract ICharger Build(ChargerOptions charger, DriverParts parts);

    /// <summary>Tries it for <c>check</c>.</summary>
    internal abstract ILinkCheck Check(ChargerOptions charger, GridCap grid, CheckSetting setting);

    /// <summary>Reads all of its registers.</summary>
    internal abstract Task<RegisterListing> ReadRegistersAsync(ChargerOptions charger, CheckSetting setting, CancellationToken cancellation);
}

/// <summary>A wallbox and its options.</summary>
internal sealed record ConfiguredCharger<TOptions>(ChargerModule<TOptions> Charger, TOptions Options) : ConfiguredCharger
    where TOptions : class
{
    /// <inheritdoc />
    internal override ChargerModule Module => Charger;

    /// <inheritdoc />
    internal override ModbusUnit? Unit => Charger.Unit(Options);

    /// <inheritdoc />
    internal override ICharger Build(ChargerOptions charger, DriverParts parts) => Charger.Build(charger, Options, parts);

    /// <inheritdoc />
    internal override ILinkCheck Check(ChargerOptions charger, GridCap grid, CheckSetting setting) => Charger.Check(charger, Options, grid, setting);

    /// <inheritdoc />
    internal override Task<RegisterListing> ReadRegistersAsync(ChargerOptions charger, CheckSetting setting, CancellationToken cancellation) =>
        Charger.ReadRegistersAsync(charger, Options, setting, cancellation);
}
