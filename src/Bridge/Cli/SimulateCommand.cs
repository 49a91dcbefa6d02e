using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>simulate</c>: the simulators alone.</summary>
internal static class SimulateCommand
{
    private static readonly ValueRule<NightStyle> s_night = WordRules.OneOf(
        "zero, null or nothing", ("zero", NightStyle.ZeroPower), ("null", NightStyle.NullPower), ("nothing", NightStyle.NoInverter));

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
        var listen = RuledOption.Of("--listen", "where its Solar API listens", "ADDRESS:PORT", NetworkRules.Listen);
        var every = RuledOption.Of("--every", "how often it uploads", "SECONDS", QuantityRules.Time(1, 3600), TimeSpan.FromSeconds(10));
        var power = RuledOption.Of("--power", "constant power; otherwise a day of sun with clouds", "W", QuantityRules.Power(new Watts(100_000)));
        var night = RuledOption.Of("--night", "it is night, told in this way", "STYLE", s_night);
        var command = new Command("inverter", "a Fronius Symo that uploads its power, or answers who asks for it") { push, listen, every, power, night };
        command.Validators.Add(result =>
        {
            if (result.GetResult(push) is null && result.GetResult(listen) is null)
                result.AddError("simulate inverter: neither --push nor --listen given; allowed: one of them, or both");
        });
        command.SetAction((parsed, cancellation) => InverterAsync(
            new SimulatedSymo(Options(parsed.GetResult(power) is null ? null : parsed.GetValue(power).Value, parsed.GetResult(night) is null ? null : parsed.GetValue(night)), TimeProvider.System),
            parsed.GetValue(push),
            parsed.GetValue(listen),
            parsed.GetValue(every),
            cancellation));
        return command;
    }

    private static SimulatedSymoOptions Options(double? power, NightStyle? night) => night is { } style
        ? new SimulatedSymoOptions { Day = new SunDay(0, 1), Night = style }
        : new SimulatedSymoOptions { Power = power };

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

    private static async Task<int> InverterAsync(SimulatedSymo symo, Uri? push, IPEndPoint? listen, TimeSpan every, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(logging =>
        {
            ConsoleLog.Add(logging);
            logging.SetMinimumLevel(LogLevel.Debug);
        });
        using var server = listen is null ? null : new SolarApiServer(listen, symo);
        try
        {
            server?.Bind();
        }
        catch (SocketException taken)
        {
            await Console.Error.WriteLineAsync($"simulate inverter: {listen}: {taken.Message}");
            return CommandLine.Failed;
        }

        if (server is not null)
            Console.WriteLine($"Symo on http://{server.LocalEndPoint}");
        await Task.WhenAll(server?.RunAsync(cancellation) ?? Task.CompletedTask, push is null ? Task.CompletedTask : PushAsync(symo, push, every, loggers, cancellation));
        return CommandLine.Success;
    }

    private static async Task PushAsync(SimulatedSymo symo, Uri push, TimeSpan every, ILoggerFactory loggers, CancellationToken cancellation)
    {
        using var http = new HttpPusher(push);
        IPusher pusher = push.Scheme == "ftp" ? new FtpPusher(push) : http;
        await new PushService(symo, pusher, every, TimeProvider.System, loggers.CreateLogger<PushService>()).RunAsync(cancellation);
    }
}
