using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>simulate</c>: the simulators alone.</summary>
internal static class SimulateCommand
{
    internal static Command Create() =>
        new("simulate", "the simulated wallbox or inverter alone") { Charger(), Inverter() };

    private static Command Charger()
    {
        var listen = RuledOption.Of("--listen", "where it listens", "ADDRESS:PORT", NetworkRules.Listen, new IPEndPoint(IPAddress.Loopback, 5020));
        var unit = RuledOption.Of("--unit", "Modbus unit", "N", NumberRules.Unit(255), (byte)255);
        var serial = RuledOption.Of("--serial", "serves a serial line (RTU) instead", "URL", UrlRules.Serial);
        var command = new Command("charger", "an EVC04 with a car, over Modbus TCP or a serial line") { listen, unit, serial };
        command.SetAction((parsed, cancellation) => ChargerAsync(
            parsed.GetValue(listen)!, parsed.GetResult(serial) is null ? null : parsed.GetValue(serial), parsed.GetValue(unit), cancellation));
        return command;
    }

    private static Command Inverter()
    {
        var push = RuledOption.Of("--push", "where it uploads", "URL", UrlRules.Push);
        push.Required = true;
        var every = RuledOption.Of("--every", "how often", "SECONDS", QuantityRules.Time(1, 3600), TimeSpan.FromSeconds(10));
        var power = RuledOption.Of("--power", "constant power; otherwise a day of sun with clouds", "W", QuantityRules.Power(new Watts(100_000)));
        var command = new Command("inverter", "a Fronius Symo that uploads its power") { push, every, power };
        command.SetAction((parsed, cancellation) => InverterAsync(
            parsed.GetValue(push)!,
            parsed.GetValue(every),
            parsed.GetResult(power) is null ? null : parsed.GetValue(power).Value,
            cancellation));
        return command;
    }

    private static async Task<int> ChargerAsync(IPEndPoint listen, Uri? serial, byte unit, CancellationToken cancellation)
    {
        using var box = new SimulatedEvc04(new SimulatedEvc04Options(), TimeProvider.System);
        box.PlugIn(new SimulatedCar());
        box.Written += write => Console.WriteLine($"{write.Address} = {write.Value}");
        box.FailsafeStruck += () => Console.WriteLine($"failsafe: {box.Setpoint} A");
        if (serial is not null)
            return await SerialAsync(ModbusDialers.Settings(serial), unit, box, cancellation);
        using var server = new ModbusTcpServer(listen, unit, box, TimeProvider.System);
        try
        {
            server.Bind();
        }
        catch (SocketException taken)
        {
            await Console.Error.WriteLineAsync($"simulate charger: {listen}: {taken.Message}");
            return CommandLine.Failed;
        }

        Console.WriteLine($"EVC04 on tcp://{server.LocalEndPoint}, unit {unit}");
        await server.RunAsync(cancellation);
        return CommandLine.Success;
    }

    private static async Task<int> SerialAsync(SerialSettings settings, byte unit, SimulatedEvc04 box, CancellationToken cancellation)
    {
        Stream line;
        try
        {
            line = await SerialPorts.OpenAsync(settings, cancellation);
        }
        catch (ModbusLinkException refused)
        {
            await Console.Error.WriteLineAsync($"simulate charger: {refused.Message}");
            return CommandLine.Failed;
        }

        Console.WriteLine($"EVC04 on {settings}, unit {unit}");
        var ended = await new SerialSlave(box, unit, TimeProvider.System).ServeAsync(line, cancellation);
        if (ended is null)
            return CommandLine.Success;
        await Console.Error.WriteLineAsync($"simulate charger: {settings.Path}: {ended}");
        return CommandLine.Failed;
    }

    private static async Task<int> InverterAsync(Uri push, TimeSpan every, double? power, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(logging =>
        {
            ConsoleLog.Add(logging);
            logging.SetMinimumLevel(LogLevel.Debug);
        });
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = power }, TimeProvider.System);
        using var http = new HttpPusher(push);
        IPusher pusher = push.Scheme == "ftp" ? new FtpPusher(push) : http;
        await new PushService(symo, pusher, every, TimeProvider.System, loggers.CreateLogger<PushService>()).RunAsync(cancellation);
        return CommandLine.Success;
    }
}
