using System.CommandLine;
using System.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.SunSpec;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>simulate inverter</c>: one Symo, read in any of its ways, several at once if wanted.</summary>
internal static class SimulateInverter
{
    private static readonly ValueRule<NightStyle> s_night = WordRules.OneOf(
        "zero, null or nothing", ("zero", NightStyle.ZeroPower), ("null", NightStyle.NullPower), ("nothing", NightStyle.NoInverter));

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    internal static Command Create()
    {
        var push = RuledOption.Of("--push", "where it uploads: ftp://USER:PASSWORD@HOST:2121/home/fronius/push/powerFlow.json, or http://HOST:8080/fronius/push", "URL", UrlRules.Push);
        var listen = RuledOption.Of("--listen", "where its Solar API listens", "ADDRESS:PORT", NetworkRules.Listen);
        var sunSpec = RuledOption.Of("--sunspec", "where it is read by Modbus TCP; the meter is unit 240", "ADDRESS:PORT", NetworkRules.Listen);
        var real = new Option<bool>("--float") { Description = "SunSpec model type float; otherwise int + SF" };
        var every = RuledOption.Of("--every", "how often it uploads; 10 s if not given", "SECONDS", QuantityRules.Time(1, 3600));
        var power = RuledOption.Of("--power", "constant power; otherwise a day of sun with clouds", "W", QuantityRules.Power(new Watts(100_000)));
        var night = RuledOption.Of("--night", "it is night, reported in this way", "STYLE", s_night);
        var command = new Command("inverter", "a Fronius Symo that uploads its power, or answers requests for it") { push, listen, sunSpec, real, every, power, night };
        command.Validators.Add(result =>
        {
            if (result.GetResult(push) is null && result.GetResult(listen) is null && result.GetResult(sunSpec) is null)
                result.AddError("simulate inverter: none of --push, --listen and --sunspec given; allowed: one of them, or more");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = parsed.GetResult(night) is not null
                ? new SimulatedSymoOptions { Day = new SunDay(0, 1), Night = parsed.GetValue(night) }
                : new SimulatedSymoOptions { Power = parsed.GetResult(power) is null ? null : parsed.GetValue(power).Value };
            var symo = new SimulatedSymo(options, BootClock.Instance);
            var ways = new List<Task<int>>();
            if (parsed.GetValue(push) is { } url)
                ways.Add(PushAsync(symo, url, parsed.GetResult(every) is null ? s_every : parsed.GetValue(every), cancellation));
            if (parsed.GetValue(listen) is { } api)
                ways.Add(SolarApiAsync(symo, api, cancellation));
            if (parsed.GetValue(sunSpec) is { } modbus)
                ways.Add(SunSpecAsync(symo, modbus, parsed.GetValue(real), cancellation));
            // One that cannot listen ends the command: the others would run on and seem to be all.
            var first = await Task.WhenAny(ways);
            return await first != CommandLine.Success ? await first : (await Task.WhenAll(ways)).Max();
        });
        return command;
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
        await new PushService(symo, pusher, every, BootClock.Instance, loggers.CreateLogger<PushService>()).RunAsync(cancellation);
        return CommandLine.Success;
    }

    private static async Task<int> SolarApiAsync(SimulatedSymo symo, IPEndPoint listen, CancellationToken cancellation)
    {
        using var server = new SolarApiServer(listen, symo);
        if (!await SimulateCommand.BindAsync(server.Bind, "inverter", listen))
            return CommandLine.Failed;
        Console.WriteLine($"Symo on http://{server.LocalEndPoint}");
        await server.RunAsync(cancellation);
        return CommandLine.Success;
    }

    private static async Task<int> SunSpecAsync(SimulatedSymo symo, IPEndPoint listen, bool real, CancellationToken cancellation)
    {
        using var server = new ModbusTcpServer(listen, null, new SunSpecSymo(symo, new SunSpecSymoOptions { Float = real }), BootClock.Instance);
        if (!await SimulateCommand.BindAsync(server.Bind, "inverter", listen))
            return CommandLine.Failed;
        Console.WriteLine($"Symo on tcp://{server.LocalEndPoint}, unit 1, meter 240");
        await server.RunAsync(cancellation);
        return CommandLine.Success;
    }
}
