using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>One kind of wallbox: a folder beside this file, and a line in <see cref="DeviceModules"/>.</summary>
/// <param name="type">Its word in <c>chargers[n].type</c>, for example <c>evc04</c>.</param>
internal abstract class ChargerModule(string type)
{
    /// <summary>Its word in <c>chargers[n].type</c>.</summary>
    internal string Type { get; } = type;

    /// <summary>Reads the keys that only this kind has.</summary>
    /// <param name="section">What the user has written for one charger.</param>
    internal abstract ConfiguredCharger Read(SectionReader section);

    /// <summary>What its drivers keep over restarts; null for nothing.</summary>
    internal virtual IDeviceMemory? NewMemory() => null;
}

/// <summary>A kind of wallbox whose own keys become <typeparamref name="TOptions"/>.</summary>
internal abstract class ChargerModule<TOptions>(string type) : ChargerModule(type)
    where TOptions : class
{
    /// <inheritdoc />
    internal sealed override ConfiguredCharger Read(SectionReader section) => Configured(Bind(section));

    /// <summary>The wallbox with these options.</summary>
    internal ConfiguredCharger Configured(TOptions options) => new ConfiguredCharger<TOptions>(this, options);

    /// <summary>Reads its own keys; what it returns where one is wrong is never used.</summary>
    protected abstract TOptions Bind(SectionReader section);

    /// <summary>Where it is read and steered over Modbus; null if it is not.</summary>
    internal abstract ModbusUnit? Unit(TOptions options);

    /// <summary>Its driver; nothing is opened yet.</summary>
    internal abstract ICharger Build(ChargerOptions charger, TOptions options, DriverParts parts);

    /// <summary>Tries it for <c>check</c>. Writes nothing to it.</summary>
    internal abstract ILinkCheck Check(ChargerOptions charger, TOptions options, GridCap grid, CheckSetting setting);

    /// <summary>Reads all of its registers for <c>registers</c>. Writes nothing to it; what fails is in the listing.</summary>
    internal abstract Task<RegisterListing> ReadRegistersAsync(ChargerOptions charger, TOptions options, CheckSetting setting, CancellationToken cancellation);
}
