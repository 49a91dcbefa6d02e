using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Demo;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>demo</c>: the whole job on one machine with nothing installed.</summary>
internal static class DemoCommand
{
    private const int UsualPort = 1883;

    internal static Command Create()
    {
        var web = RuledOption.Of("--web", "where the status page listens", "ADDRESS:PORT", NetworkRules.Listen, new IPEndPoint(IPAddress.Loopback, 8080));
        var port = RuledOption.Of("--mqtt-port", "the broker's port; 1883 if not given, or any other free port", "N", NumberRules.Whole(1, 65_535));
        var speed = RuledOption.Of("--speed", "how many times faster than the clock its day of sun passes", "N", NumberRules.Whole(1, 1000), 10);
        var command = new Command("demo", "broker, wallbox with car, inverter and service on this machine, without any installation") { web, port, speed };
        command.SetAction((parsed, cancellation) => RunAsync(
            new DemoOptions(parsed.GetValue(web)!, parsed.GetValue(port), parsed.GetValue(speed)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellation)
    {
        using var signals = new ServiceSignals(cancellation);
        var time = BootClock.Instance;
        await using var house = new DemoHouse();
        try
        {
            await house.StartAsync(options.MqttPort == 0 ? options with { MqttPort = UsualOrAny() } : options, time, ConsoleLog.Add);
        }
        catch (SocketException taken)
        {
            await Console.Error.WriteLineAsync($"demo: {taken.Message}; choose another --mqtt-port or --web");
            return CommandLine.Failed;
        }

        Console.WriteLine($"""

            Status page   {house.Page}   (the LCD's picture: {house.Page}lcd.png)
            Wallbox       tcp://{house.Modbus}, unit 255 (simulated, with a car)
            Inverter      uploads every 10 s to ftp://{house.Ftp}; its day passes {options.Speed} times faster

              mosquitto_sub -p {house.MqttPort} -i me -t 'wallbox/#' -v
              mosquitto_pub -p {house.MqttPort} -i you -t wallbox/mode/set -m off
              mosquitto_pub -p {house.MqttPort} -i you -t wallbox/mode/set -m pv-boost

            Ctrl-C ends it.

            """);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, signals.Ending);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C, SIGTERM, or what ends it in the same way.
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
