using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Bridge.Demo;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>demo</c>: the whole job on one machine with nothing installed.</summary>
internal static class DemoCommand
{
    private const int UsualPort = 1883;

    internal static Command Create()
    {
        var web = new Option<string>("--web") { Description = "where the status page listens", HelpName = "ADDRESS:PORT", DefaultValueFactory = _ => "127.0.0.1:8080" };
        var port = new Option<int?>("--mqtt-port") { Description = "the broker's port; 1883 where it is free, otherwise any", HelpName = "N" };
        var speed = new Option<double>("--speed") { Description = "how much faster than time the day of sun passes, 1 to 1000", HelpName = "N", DefaultValueFactory = _ => 10 };
        web.Validators.Add(result =>
        {
            if (!IPEndPoint.TryParse(result.GetValueOrDefault<string>() ?? "", out _))
                result.AddError($"--web {result.GetValueOrDefault<string>()}: allowed: ADDRESS:PORT, such as 127.0.0.1:8080");
        });
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 65_535)
                result.AddError("--mqtt-port: allowed: 1 to 65535");
        });
        speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= 1000))
                result.AddError("--speed: allowed: 1 to 1000");
        });
        var command = new Command("demo", "broker, wallbox with car, inverter and service on this machine, with nothing installed") { web, port, speed };
        command.SetAction((parsed, cancellation) => RunAsync(
            IPEndPoint.Parse(parsed.GetValue(web)!), parsed.GetValue(port), parsed.GetValue(speed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IPEndPoint web, int? port, double speed, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        await using var house = new DemoHouse();
        try
        {
            await house.StartAsync(new DemoOptions(web, port ?? UsualOrAny(), speed), time, ConsoleLog.Add);
        }
        catch (SocketException taken)
        {
            await Console.Error.WriteLineAsync($"demo: {taken.Message}; choose another --mqtt-port or --web");
            return CommandLine.Failed;
        }

        Console.WriteLine($"""

            Status page   {house.Page}   (the LCD's picture: {house.Page}lcd.png)
            Wallbox       tcp://{house.Modbus}, unit 255 (simulated, with a car)
            Inverter      uploads every 10 s to ftp://{house.Ftp}; its day passes {speed:0.#} times faster

              mosquitto_sub -p {house.MqttPort} -i me -t 'wallbox/#' -v
              mosquitto_pub -p {house.MqttPort} -i you -t wallbox/mode/set -m off
              mosquitto_pub -p {house.MqttPort} -i you -t wallbox/mode/set -m pv-boost

            Ctrl-C ends it.

            """);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C or SIGTERM.
        }

        return CommandLine.Success;
    }

    private static int UsualOrAny()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, UsualPort));
            return UsualPort;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
