using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>The Vestel EVC04 and its siblings, over Modbus.</summary>
internal sealed class Evc04Module() : ChargerModule<Evc04Link>("evc04")
{
    // A request of 8 bytes and a text of 50 registers.
    private const int LongestExchange = 8 + 5 + 100;

    private static readonly ValueRule<byte> s_unit = NumberRules.Unit(255);

    // Stands for a URL that has been reported as missing.
    private static readonly ModbusAddress s_nowhere = ModbusAddress.Parse("tcp://0.0.0.0:502");

    /// <summary>The only one.</summary>
    internal static Evc04Module Instance { get; } = new();

    /// <inheritdoc />
    internal override IDeviceMemory NewMemory() => new Evc04Memory();

    /// <inheritdoc />
    protected override Evc04Link Bind(SectionReader section) => new(
        section.Required("url", ModbusAddress.Rule) ?? s_nowhere,
        section.Value("unit", Evc04Link.VendorUnit, s_unit));

    /// <inheritdoc />
    internal override ModbusUnit Unit(Evc04Link link) => new(link.Address, link.Unit);

    /// <inheritdoc />
    internal override ICharger Build(ChargerOptions charger, Evc04Link link, DriverParts parts) => new Evc04Charger(
        parts.Dial(link.Address), Options(charger, link), parts.Time, (parts.Memory as Evc04Memory)?.Boxes, parts.Loggers.CreateLogger<Evc04Charger>());

    /// <inheritdoc />
    internal override ILinkCheck Check(ChargerOptions charger, Evc04Link link, GridCap grid, CheckSetting setting) =>
        new Evc04Check(charger, link, grid, link.Address.Dial(), setting);

    /// <inheritdoc />
    internal override Task<RegisterListing> ReadRegistersAsync(ChargerOptions charger, Evc04Link link, CheckSetting setting, CancellationToken cancellation) =>
        Evc04RegisterReader.ReadAsync(charger.Id, link, link.Address.Dial(), setting, cancellation);

    // A serial line takes its time for each byte, and others on it have their turn first: a request of theirs that gets no answer.
    private static Evc04Options Options(ChargerOptions charger, Evc04Link link)
    {
        var options = new Evc04Options
        {
            Unit = link.Unit,
            FailsafeCurrent = charger.Failsafe.Current,
            FailsafeTimeout = charger.Failsafe.Timeout,
            WriteFailsafe = charger.Failsafe.Write,
        };
        if (link.Address.Timing is not { } timing)
            return options;
        var wire = timing.Wire(LongestExchange);
        var turn = ModbusClient.DefaultTimeout + TimeSpan.FromSeconds(Math.Ceiling(wire.TotalSeconds));
        // A silence costs the line's connection, since late answers are not numbered there: it is waited for long at once.
        return options with { RequestTimeout = options.SlowTimeout + turn, SlowTimeout = options.SlowTimeout + turn };
    }
}
