using System.Globalization;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.SunSpec;

/// <summary>The inverter's SunSpec models: name, port, who it is, what it says, its meter.</summary>
internal sealed class SunSpecCheck(SunSpecOptions sunSpec, IModbusDialer dialer, CheckSetting setting) : ILinkCheck
{
    private const string Advice =
        "switch Modbus TCP on in the inverter (Datamanager: Settings, Modbus, data output via tcp; GEN24: Communication, Modbus), and look at inverter.sunSpec.url and unit; at night it may sleep";

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(9);

    // It is reported right after the inverters.
    private static readonly TimeSpan s_meter = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc />
    public string Part => "inverter sunSpec";

    /// <inheritdoc />
    public TimeSpan Longest => TimeSpan.FromSeconds(18);

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (setting.Service.IsRunning)
        {
            ServiceInverter.Report(steps, setting.Service, SunSpecModule.Instance.Topic, dialer.Address, Advice);
            return;
        }

        if (!sunSpec.Address.IsPort
            && (!await Network.KnowsAsync(steps, sunSpec.Address.Url.DnsSafeHost, "inverter.sunSpec.url", setting.Time, cancellation)
                || !await Network.ListensAsync(steps, sunSpec.Address.Url.DnsSafeHost, sunSpec.Address.Url.Port, Advice, setting.Time, cancellation)))
            return;

        var (first, words) = (new FirstReading(), new LastWords<SunSpecSource>(LogLevel.Information));
        var source = new SunSpecSource(dialer, sunSpec.Reads, first, setting.Time, words);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = source.RunAsync(stop.Token);
        try
        {
            var came = await first.Came.WaitAsync(s_longest, setting.Time, cancellation);
            await Task.Delay(s_meter, setting.Time, cancellation);
            Report(steps, came, first, words.First);
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

    private void Report(CheckSteps steps, (Balancer.Inverters.InverterReading? Reading, string? Refused) came, FirstReading first, string? identity)
    {
        if (came.Reading is not { } reading)
        {
            steps.Failed("SunSpec", came.Refused!, $"inverter.ratedPower must be the AC rating of all inverters together (now {sunSpec.Reads.RatedPower}); {Advice}");
            return;
        }

        steps.Passed("SunSpec", $"{(reading.Night ? "it sleeps" : $"{reading.Power}")}{(identity is null ? "" : $"; {identity.Split(": ", 2)[^1]}")}");
        if (sunSpec.Reads.MeterUnits.IsEmpty)
            steps.Passed("meter", "none (meterUnit)");
        else if (first.Meter is { } meter)
            steps.Passed("meter", string.Create(CultureInfo.InvariantCulture, $"{meter.Power.Value:0} W from the grid"));
        else
            steps.Passed("meter", "none found", "if there is one, check that it is a Fronius meter, or set its unit in meterUnit");
    }
}
