using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>simulate</c>: the simulators alone.</summary>
internal static class SimulateCommand
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    internal static Command Create() =>
        new("simulate", "run a simulated wallbox or inverter, to try a part alone") { Charger(), Inverter() };

    private static Command Charger()
    {
        var listen = RuledOption.Of("--listen", "where it listens", "ADDRESS:PORT", NetworkRules.Listen, new IPEndPoint(IPAddress.Loopback, 5020));
        var unit = RuledOption.Of("--unit", "Modbus unit", "N", NumberRules.Unit(255), (byte)255);
        var command = new Command("charger", "an EVC04 with a car, over Modbus TCP") { listen, unit };
        command.SetAction((parsed, cancellation) => ChargerAsync(parsed.GetValue(listen)!, parsed.GetValue(unit), cancellation));
        return command;
    }

    private static Command Inverter()
    {
        var push = RuledOption.Of("--push", "where it uploads: ftp://USER:PASSWORD@HOST:2121/home/fronius/push/powerFlow.json, or http://HOST:8080/fronius/push", "URL", UrlRules.Push);
        push.Required = true;
        var every = RuledOption.Of("--every", "how often; 10 s where not given", "SECONDS", QuantityRules.Time(1, 3600));
        var power = RuledOption.Of("--power", "constant power; otherwise a day of sun with clouds", "W", QuantityRules.Power(new Watts(100_000)));
        var command = new Command("inverter", "a Fronius Symo that uploads its power") { push, every, power };
        command.SetAction((parsed, cancellation) => InverterAsync(
            parsed.GetValue(push)!,
            parsed.GetResult(every) is null ? s_every : parsed.GetValue(every),
            parsed.GetResult(power) is null ? null : parsed.GetValue(power).Value,
            cancellation));
        return command;
    }

    private static async Task<int> ChargerAsync(IPEndPoint listen, byte unit, CancellationToken cancellation)
    {
        using var box = new SimulatedEvc04(new SimulatedEvc04Options(), TimeProvider.System);
        box.PlugIn(new SimulatedCar());
        box.Written += write => Console.WriteLine($"{write.Address} = {write.Value}");
        box.FailsafeStruck += () => Console.WriteLine($"failsafe: {box.Setpoint} A");
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
