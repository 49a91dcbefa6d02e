using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>A source as it stands in the configuration.</summary>
internal abstract record ConfiguredSource
{
    /// <summary>Which source it is.</summary>
    internal abstract SourceModule Module { get; }

    /// <summary>How often it brings a reading.</summary>
    internal abstract TimeSpan Interval { get; }

    /// <summary>What it reads over Modbus.</summary>
    internal abstract IEnumerable<ModbusUnit> Units { get; }

    /// <summary>Adds what receives or reads.</summary>
    internal abstract void Add(IServiceCollection services);

    /// <summary>Tries it for <c>check</c>.</summary>
    internal abstract ILinkCheck Check(InverterOptions inverter, CheckSetting setting);
}

/// <summary>A source and its options.</summary>
internal sealed record ConfiguredSource<TOptions>(SourceModule<TOptions> Source, TOptions Options) : ConfiguredSource
    where TOptions : class
{
    /// <inheritdoc />
    internal override SourceModule Module => Source;

    /// <inheritdoc />
    internal override TimeSpan Interval => Source.Interval(Options);

    /// <inheritdoc />
    internal override IEnumerable<ModbusUnit> Units => Source.Units(Options);

    /// <inheritdoc />
    internal override void Add(IServiceCollection services) => Source.Add(services, Options);

    /// <inheritdoc />
    internal override ILinkCheck Check(InverterOptions inverter, CheckSetting setting) => Source.Check(Options, inverter, setting);
}
