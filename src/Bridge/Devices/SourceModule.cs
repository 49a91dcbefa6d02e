using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>One way in which an inverter's readings come: a folder beside this file, and a line in <see cref="DeviceModules"/>.</summary>
/// <param name="key">Its section below <c>inverter</c>, for example <c>solarApi</c>; also its readings' source.</param>
/// <param name="label">What users read: <c>Solar API</c>.</param>
internal abstract class SourceModule(string key, string label)
{
    /// <summary>Its section below <c>inverter</c>; also its readings' source.</summary>
    internal string Key { get; } = key;

    /// <summary>Its key as a topic level and in the state document: <c>solar_api</c>.</summary>
    internal string Topic { get; } = TopicOf(key);

    /// <summary>What users read.</summary>
    internal string Label { get; } = label;

    /// <summary>A source's key as a topic level.</summary>
    internal static string TopicOf(string key) => string.Concat(key.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>Reads its section.</summary>
    /// <param name="section">What the user has written.</param>
    /// <param name="inverter">What all sources share; its list of sources is not complete yet.</param>
    /// <returns>Null if something that it needs is missing, which has been reported.</returns>
    internal abstract ConfiguredSource? Read(SectionReader section, InverterOptions inverter);
}

/// <summary>A source whose section becomes <typeparamref name="TOptions"/>.</summary>
internal abstract class SourceModule<TOptions>(string key, string label) : SourceModule(key, label)
    where TOptions : class
{
    /// <inheritdoc />
    internal sealed override ConfiguredSource? Read(SectionReader section, InverterOptions inverter) =>
        Bind(section, inverter) is { } options ? Configured(options) : null;

    /// <summary>The source with these options.</summary>
    internal ConfiguredSource Configured(TOptions options) => new ConfiguredSource<TOptions>(this, options);

    /// <summary>Reads its section; null if something that it needs is missing, which has been reported.</summary>
    protected abstract TOptions? Bind(SectionReader section, InverterOptions inverter);

    /// <summary>How often it brings a reading.</summary>
    internal abstract TimeSpan Interval(TOptions options);

    /// <summary>What it reads over Modbus, to be held against others on the same line.</summary>
    internal virtual IEnumerable<ModbusUnit> Units(TOptions options) => [];

    /// <summary>Adds what receives or reads. Readings go to <see cref="Balancer.Inverters.IReadingSink"/>, uploads to <see cref="Balancer.Inverters.Fronius.Push.IUploadSink"/>.</summary>
    internal abstract void Add(IServiceCollection services, TOptions options);

    /// <summary>Tries it for <c>check</c>.</summary>
    internal abstract ILinkCheck Check(TOptions options, InverterOptions inverter, CheckSetting setting);
}
