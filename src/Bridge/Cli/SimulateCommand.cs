using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.SunSpec;

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
        var command = new Command("charger", "an EVC04 with a car, over Modbus TCP") { listen, unit };
        command.SetAction((parsed, cancellation) => ChargerAsync(parsed.GetValue(listen)!, parsed.GetValue(unit), cancellation));
        return command;
    }

    private static Command Inverter()
    {
        var push = RuledOption.Of("--push", "where it uploads", "URL", UrlRules.Push);
        var sunSpec = RuledOption.Of("--sunspec", "where it is read by Modbus TCP; the meter is unit 240", "ADDRESS:PORT", NetworkRules.Listen);
        var real = new Option<bool>("--float") { Description = "SunSpec model type float; otherwise int + SF" };
        var every = RuledOption.Of("--every", "how often", "SECONDS", QuantityRules.Time(1, 3600), TimeSpan.FromSeconds(10));
        var power = RuledOption.Of("--power", "constant power; otherwise a day of sun with clouds", "W", QuantityRules.Power(new Watts(100_000)));
        var command = new Command("inverter", "a Fronius Symo that uploads its power, or is read by Modbus") { push, every, sunSpec, real, power };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(push) is null && parsed.GetResult(sunSpec) is null)
                parsed.AddError("simulate inverter: --push URL or --sunspec ADDRESS:PORT is needed");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var symo = new SimulatedSymo(
                new SimulatedSymoOptions { Power = parsed.GetResult(power) is null ? null : parsed.GetValue(power).Value }, TimeProvider.System);
            var ways = new List<Task<int>>();
            if (parsed.GetValue(push) is { } url)
                ways.Add(PushAsync(symo, url, parsed.GetValue(every), cancellation));
            if (parsed.GetValue(sunSpec) is { } listen)
                ways.Add(SunSpecAsync(symo, listen, parsed.GetValue(real), cancellation));
            return (await Task.WhenAll(ways)).Max();
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
        return await ServeAsync(server, "charger", listen, $"EVC04 on {{0}}, unit {unit}", cancellation);
    }

    private static async Task<int> SunSpecAsync(SimulatedSymo symo, IPEndPoint listen, bool real, CancellationToken cancellation)
    {
        using var server = new ModbusTcpServer(listen, null, new SunSpecSymo(symo, new SunSpecSymoOptions { Float = real }), TimeProvider.System);
        return await ServeAsync(server, "inverter", listen, "Symo on {0}, unit 1, meter 240", cancellation);
    }

    private static async Task<int> ServeAsync(ModbusTcpServer server, string what, IPEndPoint listen, string told, CancellationToken cancellation)
    {
        try
        {
            server.Bind();
        }
        catch (SocketException taken)
        {
            await Console.Error.WriteLineAsync($"simulate {what}: {listen}: {taken.Message}");
            return CommandLine.Failed;
        }

        Console.WriteLine(told.Replace("{0}", $"tcp://{server.LocalEndPoint}", StringComparison.Ordinal));
        await server.RunAsync(cancellation);
        return CommandLine.Success;
    }

    private static async Task<int> PushAsync(SimulatedSymo symo, Uri push, TimeSpan every, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(logging =>
        {
            ConsoleLog.Add(logging);
            logging.SetMinimumLevel(LogLevel.Debug);
        });
        using var http = new HttpPusher(push);
        IPusher pusher = push.Scheme == "ftp" ? new FtpPusher(push) : http;
        await new PushService(symo, pusher, every, TimeProvider.System, loggers.CreateLogger<PushService>()).RunAsync(cancellation);
        return CommandLine.Success;
    }
}
