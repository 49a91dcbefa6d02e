using System.Globalization;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Check.Inverter;

/// <summary>The inverter's SunSpec models: name, port, who it is, what it says, its meter.</summary>
internal sealed class SunSpecCheck(SunSpecOptions sunSpec, InverterOptions inverter, IModbusDialer dialer, RunningService service, TimeProvider time) : ILinkCheck
{
    private const string Advice =
        "switch Modbus TCP on in the inverter (Datamanager: Settings, Modbus, data output via tcp; GEN24: Communication, Modbus), and look at inverter.sunSpec.url and unit; at night it may sleep";

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(9);

    // It is told right behind the inverters.
    private static readonly TimeSpan s_meter = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc />
    public string Part => "inverter sunSpec";

    /// <inheritdoc />
    public TimeSpan Longest => TimeSpan.FromSeconds(18);

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (service.IsRunning)
        {
            ServiceInverter.Tell(steps, service, "sun_spec", dialer.Address, Advice);
            return;
        }

        if (sunSpec.Url.Scheme != "rtu"
            && (!await Network.KnowsAsync(steps, sunSpec.Url.DnsSafeHost, "inverter.sunSpec.url", time, cancellation)
                || !await Network.ListensAsync(steps, sunSpec.Url.DnsSafeHost, sunSpec.Url.Port, Advice, time, cancellation)))
            return;

        var (first, words) = (new FirstReading(), new LastWords<SunSpecSource>(LogLevel.Information));
        var source = new SunSpecSource(
            dialer,
            new SunSpecSourceOptions { Units = sunSpec.Units, MeterUnits = sunSpec.MeterUnits, Interval = sunSpec.Interval, RatedPower = inverter.RatedPower },
            first,
            time,
            words);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = source.RunAsync(stop.Token);
        try
        {
            var came = await first.Came.WaitAsync(s_longest, time, cancellation);
            await Task.Delay(s_meter, time, cancellation);
            Tell(steps, came, first, words.First);
        }
        catch (TimeoutException)
        {
            steps.Failed("SunSpec", first.Missed ?? $"no reading within {Seconds.Print(s_longest)}", Advice);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(reading);
        }
    }

    private void Tell(CheckSteps steps, (Balancer.Inverters.InverterReading? Reading, string? Refused) came, FirstReading first, string? identity)
    {
        if (came.Reading is not { } reading)
        {
            steps.Failed("SunSpec", came.Refused!, $"inverter.ratedPower must be the AC rating of all inverters together (now {inverter.RatedPower}); {Advice}");
            return;
        }

        steps.Passed("SunSpec", $"{(reading.Night ? "it sleeps" : $"{reading.Power}")}{(identity is null ? "" : $"; {identity.Split(": ", 2)[^1]}")}");
        if (sunSpec.MeterUnits.IsEmpty)
            steps.Passed("meter", "none (meterUnit)");
        else if (first.Meter is { } meter)
            steps.Passed("meter", string.Create(CultureInfo.InvariantCulture, $"{meter.Power.Value:0} W from the grid"));
        else
            steps.Passed("meter", "none found", "where there is one, see that it is Fronius' own, or name its unit in meterUnit");
    }
}
