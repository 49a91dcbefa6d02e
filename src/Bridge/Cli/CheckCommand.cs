using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet.Formatter;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Service;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>check</c>: tries each link and says what to do about a failure.</summary>
internal static class CheckCommand
{
    private const string NetworkAdvice = "look at chargers[].url, the cable, and Modbus TCP in the wallbox; it takes one master only, so stop the service first";
    private const string SerialAdvice = "look at chargers[].url and unit, and at the wires (docs/rs485.md); a line takes one master only, so stop the service first";

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var command = new Command("check", "read the configuration, then try broker, chargers and display") { config };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? config, CancellationToken cancellation)
    {
        if (ConfigurationReport.Load(config) is not { } options)
            return CommandLine.Usage;
        var rows = new List<CheckRow> { new("configuration", true, "no faults", null) };
        rows.Add(await BrokerAsync(options.Mqtt, cancellation));
        foreach (var charger in options.Chargers)
            rows.Add(await ChargerAsync(charger, cancellation));

        rows.Add(Lcd(options.Lcd));
        foreach (var row in rows)
            Console.WriteLine(row);
        return rows.TrueForAll(row => row.Passed) ? CommandLine.Success : CommandLine.Failed;
    }

    private static CheckRow Lcd(LcdOptions lcd) =>
        lcd.Spi is not { } spi ? new CheckRow("display", true, "none (lcd.device)", null)
        : PanelDevices.Fault(spi) is { } fault ? new CheckRow("display", false, fault.Split(": ", 2)[0], fault.Split(": ", 2)[^1])
        : new CheckRow("display", true, $"/dev/spidev{spi.Bus}.{spi.ChipSelect} and the pins can be opened", null);

    private static async Task<CheckRow> BrokerAsync(MqttOptions options, CancellationToken cancellation)
    {
        const string name = "broker";
        using var late = new CancellationTokenSource(s_longest, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            var version = await LookInAsync(options with { ClientId = options.ClientId + "-check" }, either.Token);
            return new CheckRow(name, true, $"{options.Url} lets us in with MQTT {version}", null);
        }
        catch (MqttRefusedException refused)
        {
            return new CheckRow(name, false, $"{options.Url} refuses: {refused.Message}", "correct what it names, here or in the broker; steering works without it");
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            var why = failed is OperationCanceledException ? "no answer" : LinkLoss.OfAttempt(failed, options).Reason;
            return new CheckRow(name, false, $"{options.Url}: {why}", "start the broker, or correct mqtt.url and, for mqtts://, mqtt.caFile; steering works without it");
        }
    }

    private static async Task<string> LookInAsync(MqttOptions options, CancellationToken cancellation)
    {
        try
        {
            await LookInAsync(options, MqttProtocolVersion.V500, cancellation);
            return "5";
        }
        catch (MqttRefusedException refused) when (refused.IsVersion)
        {
            await LookInAsync(options, MqttProtocolVersion.V311, cancellation);
            return "3.1.1";
        }
    }

    private static async Task LookInAsync(MqttOptions options, MqttProtocolVersion version, CancellationToken cancellation)
    {
        using var session = new MqttSession((_, _) => { }, new DenialLog(NullLogger.Instance), TimeProvider.System);
        await session.ConnectAsync(BrokerOptions.For(options, will: null, version), cancellation);
        await session.CloseAsync(withWill: false, cancellation);
    }

    private static async Task<CheckRow> ChargerAsync(ChargerOptions options, CancellationToken cancellation)
    {
        var name = $"charger {options.Id}";
        await using var charger = Balancing.Driver(
            options with { Failsafe = options.Failsafe with { Write = false } }, Balancing.Dial(options), TimeProvider.System);
        try
        {
            await charger.ConnectAsync(cancellation);
            var identity = charger.Identity!;
            var failsafe = charger.Failsafe!;
            var text = $"{identity.Brand} {identity.Model} {identity.Serial} firmware {identity.Firmware}; failsafe {failsafe.Current}";
            return options.Failsafe.Write || failsafe.Fault is null
                ? new CheckRow(name, true, text, null)
                : new CheckRow(name, false, failsafe.Fault, "set it in the wallbox, or let chargers[].failsafe.write be true");
        }
        catch (ModbusLinkException failed)
        {
            return new CheckRow(name, false, failed.Message, options.Url.Scheme == "rtu" ? SerialAdvice : NetworkAdvice);
        }
        catch (ModbusDeviceException refused)
        {
            return new CheckRow(name, false, refused.Message, "look at chargers[].unit (255 for an EVC04) and at the firmware");
        }
    }
}
