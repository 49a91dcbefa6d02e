using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Integration;

/// <summary>A configuration for the control path alone, on real time: short pauses, one wallbox, a cap of 16 A.</summary>
internal static class LoopOptions
{
    /// <summary>The configuration with the wallbox at <paramref name="url"/>.</summary>
    internal static WallboxOptions For(string url, TimeSpan failsafe) => new()
    {
        Grid = new GridCap(new Amperes(16), null, 3, new Volts(230)),
        Inverter = new InverterOptions { MaxAge = TimeSpan.FromMinutes(5) },
        Chargers =
        [
            new ChargerOptions
            {
                Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse(url))),
                Poll = TimeSpan.FromSeconds(0.5),
                Failsafe = new FailsafeOptions { Timeout = failsafe },
            },
        ],
        Policy = new PolicyOptions { RaiseDelay = TimeSpan.FromSeconds(0.5) },
    };
}
