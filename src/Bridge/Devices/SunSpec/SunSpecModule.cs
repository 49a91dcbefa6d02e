using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Supervision;

namespace WallboxMqtt.Bridge.Devices.SunSpec;

/// <summary><c>inverter.sunSpec</c>: the service reads SunSpec models over Modbus.</summary>
internal sealed class SunSpecModule() : SourceModule<SunSpecOptions>("sunSpec", "SunSpec")
{
    private static readonly ValueRule<TimeSpan> s_interval = QuantityRules.Time(0.5, 60);

    /// <summary>The only one.</summary>
    internal static SunSpecModule Instance { get; } = new();

    /// <inheritdoc />
    protected override SunSpecOptions? Bind(SectionReader section, InverterOptions inverter)
    {
        var address = section.Required("url", ModbusAddress.Rule);
        var defaults = new SunSpecSourceOptions { RatedPower = inverter.RatedPower };
        var reads = defaults with
        {
            Units = section.Value("unit", defaults.Units, SunSpecRules.Units),
            MeterUnits = section.Value("meterUnit", defaults.MeterUnits, SunSpecRules.MeterUnits),
            Interval = section.Value("interval", defaults.Interval, s_interval),
        };
        if (reads.MeterUnits is [var meter] && reads.Units.Contains(meter) && section.IsSound("unit") && section.IsSound("meterUnit"))
            section.Refuse("meterUnit", $"{meter} is an inverter's unit", "another one than those of unit");
        return address is null ? null : new SunSpecOptions(address, reads);
    }

    /// <inheritdoc />
    internal override TimeSpan Interval(SunSpecOptions options) => options.Reads.Interval;

    /// <inheritdoc />
    internal override IEnumerable<ModbusUnit> Units(SunSpecOptions options) =>
        options.Reads.Units.Concat(options.Reads.MeterUnits).Select(unit => new ModbusUnit(options.Address, unit));

    /// <inheritdoc />
    internal override void Add(IServiceCollection services, SunSpecOptions options) =>
        services.AddSide("SunSpec (inverter.sunSpec)", provider => new SunSpecSource(
            options.Address.Dial(provider.GetRequiredService<ILogger<ModbusTcpDialer>>()),
            options.Reads,
            provider.GetRequiredService<IReadingSink>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SunSpecSource>>()).RunAsync);

    /// <inheritdoc />
    internal override ILinkCheck Check(SunSpecOptions options, InverterOptions inverter, CheckSetting setting) =>
        new SunSpecCheck(options, options.Address.Dial(), setting);
}
