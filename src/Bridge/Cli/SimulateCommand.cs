using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Evc04.Replay;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>simulate</c>: the simulators alone.</summary>
internal static class SimulateCommand
{
    internal static Command Create() =>
        new("simulate", "run a simulated wallbox or inverter, to try a part alone") { Charger(), SimulateInverter.Create() };

    private static Command Charger()
    {
        var listen = RuledOption.Of("--listen", "where it listens", "ADDRESS:PORT", NetworkRules.Listen, new IPEndPoint(IPAddress.Loopback, 5020));
        var unit = RuledOption.Of("--unit", "Modbus unit", "N", NumberRules.Unit(255), (byte)255);
        var serial = RuledOption.Of("--serial", "serves a serial line (RTU) instead", "URL", UrlRules.Serial);
        var replay = new Option<FileInfo?>("--replay") { Description = "answers like the wallbox from which this file was recorded (wallbox-mqtt trace)", HelpName = "TRACE" };
        var command = new Command("charger", "an EVC04 with a car, over Modbus TCP or a serial line") { listen, unit, serial, replay };
        command.SetAction((parsed, cancellation) =>
        {
            var line = parsed.GetResult(serial) is null ? null : parsed.GetValue(serial);
            return parsed.GetValue(replay) is { } file
                ? ReplayAsync(parsed.GetValue(listen)!, line, parsed.GetResult(unit) is { Implicit: false } ? parsed.GetValue(unit) : null, file, cancellation)
                : ChargerAsync(parsed.GetValue(listen)!, line, parsed.GetValue(unit), cancellation);
        });
        return command;
    }

    private static async Task<int> ChargerAsync(IPEndPoint listen, Uri? serial, byte unit, CancellationToken cancellation)
    {
        using var box = new SimulatedEvc04(new SimulatedEvc04Options(), BootClock.Instance);
        box.PlugIn(new SimulatedCar());
        box.Written += Report;
        box.FailsafeStruck += () => Console.WriteLine($"failsafe: {box.Setpoint} A");
        return await ServeAsync(listen, serial, unit, box, cancellation);
    }

    private static async Task<int> ReplayAsync(IPEndPoint listen, Uri? serial, byte? unit, FileInfo file, CancellationToken cancellation)
    {
        if (TraceReader.ReadFile(file.FullName, out var fault) is not { } trace)
        {
            await Console.Error.WriteLineAsync($"simulate charger: --replay {file.FullName}: {fault}");
            return CommandLine.Usage;
        }

        using var box = new ReplayedEvc04(trace, BootClock.Instance);
        box.Written += Report;
        box.FailsafeStruck += () => Console.WriteLine($"failsafe: {box.Setpoint} A");
        return await ServeAsync(listen, serial, unit ?? trace.Header.Unit, box, cancellation);
    }

    private static void Report(RegisterWrite write) => Console.WriteLine($"{write.Address} = {write.Value}");

    private static async Task<int> ServeAsync(IPEndPoint listen, Uri? serial, byte unit, IModbusDevice box, CancellationToken cancellation)
    {
        if (serial is not null)
            return await SerialAsync(ModbusAddress.Settings(serial), unit, box, cancellation);
        using var server = new ModbusTcpServer(listen, unit, box, BootClock.Instance);
        if (!await BindAsync(server.Bind, "charger", listen))
            return CommandLine.Failed;
        Console.WriteLine($"EVC04 on tcp://{server.LocalEndPoint}, unit {unit}");
        await server.RunAsync(cancellation);
        return CommandLine.Success;
    }

    private static async Task<int> SerialAsync(SerialSettings settings, byte unit, IModbusDevice box, CancellationToken cancellation)
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
        var ended = await new SerialSlave(box, unit, BootClock.Instance).ServeAsync(line, cancellation);
        if (ended is null)
            return CommandLine.Success;
        await Console.Error.WriteLineAsync($"simulate charger: {settings.Path}: {ended}");
        return CommandLine.Failed;
    }

    /// <summary>Binds a listener; says why where that fails.</summary>
    internal static async Task<bool> BindAsync(Action bind, string what, IPEndPoint listen)
    {
        try
        {
            bind();
            return true;
        }
        catch (SocketException taken)
        {
            await Console.Error.WriteLineAsync($"simulate {what}: {listen}: {taken.Message}");
            return false;
        }
    }
}
