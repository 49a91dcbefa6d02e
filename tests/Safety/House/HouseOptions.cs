using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>What stands in the house and how the service is set.</summary>
internal sealed record HouseOptions
{
    internal WallboxOptions Service { get; init; } = new()
    {
        Grid = new GridCap(new Amperes(16), null, 3, new Volts(230)),
        Inverter = new InverterOptions { RatedPower = new Watts(9900) },
        Chargers = [new ChargerOptions { Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse("tcp://simulated:502"))) }],
    };

    /// <summary>Spreads the service's attempts to connect.</summary>
    internal Random Random { get; init; } = new(1);

    /// <summary>True where the wallboxes hang on serial lines.</summary>
    internal bool Serial { get; init; }

    /// <summary>One for each configured charger.</summary>
    internal ImmutableArray<SimulatedEvc04Options> Boxes { get; init; } = [new SimulatedEvc04Options()];
}
