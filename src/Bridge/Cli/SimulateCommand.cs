using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Units;
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
        var listen = new Option<string>("--listen") { Description = "where it listens", HelpName = "ADDRESS:PORT", DefaultValueFactory = _ => "127.0.0.1:5020" };
        var unit = new Option<byte>("--unit") { Description = "Modbus unit", HelpName = "N", DefaultValueFactory = _ => 255 };
        listen.Validators.Add(result =>
        {
            if (!IPEndPoint.TryParse(result.GetValueOrDefault<string>() ?? "", out _))
                result.AddError($"--listen {result.GetValueOrDefault<string>()}: allowed: ADDRESS:PORT, such as 127.0.0.1:5020");
        });
        var command = new Command("charger", "an EVC04 with a car, over Modbus TCP") { listen, unit };
        command.SetAction((parsed, cancellation) => ChargerAsync(IPEndPoint.Parse(parsed.GetValue(listen)!), parsed.GetValue(unit), cancellation));
        return command;
    }

    private static Command Inverter()
    {
        var push = new Option<Uri>("--push") { Description = "where it uploads: ftp://user:password@host:port/path or http://host:port/path", HelpName = "URL", Required = true };
        var every = new Option<string>("--every") { Description = "how often", HelpName = "SECONDS", DefaultValueFactory = _ => "10s" };
        var power = new Option<string?>("--power") { Description = "constant power; otherwise a day of sun with clouds", HelpName = "W" };
        push.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<Uri>() is not { IsAbsoluteUri: true, Scheme: "ftp" or "http" })
                result.AddError("--push: allowed: ftp://user:password@host:port/path or http://host:port/path");
        });
        every.Validators.Add(result =>
        {
            if (!Seconds.TryParse(result.GetValueOrDefault<string>(), out var span) || span < TimeSpan.FromSeconds(1))
                result.AddError("--every: allowed: 1 s and more");
        });
        power.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Watts.TryParse(text, out _))
                result.AddError("--power: allowed: a number in W, or with a unit such as 5.6kW");
        });
        var command = new Command("inverter", "a Fronius Symo that uploads its power") { push, every, power };
        command.SetAction((parsed, cancellation) =>
        {
            var span = Seconds.TryParse(parsed.GetValue(every), out var seconds) ? seconds : TimeSpan.FromSeconds(10);
            double? watts = Watts.TryParse(parsed.GetValue(power), out var constant) ? constant.Value : null;
            return InverterAsync(parsed.GetValue(push)!, span, watts, cancellation);
        });
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
