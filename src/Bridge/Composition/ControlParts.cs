using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Composition;

/// <summary>What the control path is built with, beside its configuration.</summary>
/// <param name="Dial">Makes the way to the charger with an id.</param>
/// <param name="Time">The clock of all of it.</param>
/// <param name="Loggers">Makes the loggers.</param>
internal sealed record ControlParts(Func<string, ModbusAddress, IModbusDialer> Dial, TimeProvider Time, ILoggerFactory Loggers)
{
    /// <summary>Spreads the attempts to connect; seeded in tests.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>What each kind of charger has kept from earlier runs.</summary>
    public IReadOnlyDictionary<ChargerModule, IDeviceMemory> Memories { get; init; } = new Dictionary<ChargerModule, IDeviceMemory>();

    /// <summary>For a service: over the network or a serial line, and what is learnt of a gateway is reported.</summary>
    internal static ControlParts For(TimeProvider time, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<ModbusTcpDialer>();
        return new ControlParts((_, address) => address.Dial(logger), time, loggers);
    }
}
