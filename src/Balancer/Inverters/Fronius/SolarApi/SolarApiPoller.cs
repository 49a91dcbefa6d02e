using System.Text.Json;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;

namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>
/// Polls the power flow every interval; in between, if it is wanted and present, the meter at the grid connection.
/// With the meter, a round takes twice the least pause, 8 s, where the interval is shorter.
/// </summary>
/// <param name="options">Which inverter, and how often.</param>
/// <param name="inbox">Takes the power flows.</param>
/// <param name="plant">Takes the meter's readings, and what does not come.</param>
/// <param name="time">Monotonic clock.</param>
/// <param name="logger">Receives what changes.</param>
public sealed class SolarApiPoller(
    SolarApiOptions options, IUploadSink inbox, IReadingSink plant, TimeProvider time, ILogger<SolarApiPoller> logger) : IDisposable
{
    private const string Source = "solarApi";

    private readonly SolarApiClient _client = new(options.Url, time);
    private readonly SolarApiPace _pace = new(options.Interval, time);
    private string? _fault;
    private string? _meterFault;
    private SolarApiMeter? _lastMeter;
    private bool _meterAtGrid;
    private bool _named;

    /// <summary>Asks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _pace.RoundAsync(cancellation);
            if (!await PowerFlowAsync(cancellation))
                continue;
            if (!_named)
            {
                await _pace.BetweenAsync(cancellation);
                await NamesAsync(cancellation);
            }
            else if (_meterAtGrid && plant.WantsMeter)
            {
                await _pace.BetweenAsync(cancellation);
                await MeterAsync(cancellation);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<bool> PowerFlowAsync(CancellationToken cancellation)
    {
        string fault;
        try
        {
            var body = await _client.GetAsync(SolarApiClient.PowerFlow, cancellation);
            var verdict = inbox.Offer(Source, body, out var refused);
            if (verdict == UploadVerdict.Taken)
            {
                _meterAtGrid = PowerFlowParser.Parse(body)?.MeterAtGrid ?? false;
                if (_fault is not null)
                    Log.SolarApiAnswers(logger);
                _fault = null;
                return true;
            }

            // The inbox has already reported what it refuses.
            fault = refused ?? "the answer is not a whole JSON document";
            if (refused is null)
                Report(fault);
        }
        catch (SolarApiException missed)
        {
            fault = missed.Message;
            Report(fault);
        }

        plant.ReportUnavailable(Source, fault);
        return false;
    }

    private async Task NamesAsync(CancellationToken cancellation)
    {
        _named = true;
        try
        {
            foreach (var name in InverterNames.Read(await _client.GetAsync(SolarApiClient.Inverters, cancellation)))
                Log.InverterFound(logger, name);
        }
        catch (SolarApiException)
        {
            // Names are for users only and mean nothing else.
        }
    }

    private async Task MeterAsync(CancellationToken cancellation)
    {
        string? fault = null;
        try
        {
            var meter = MeterParser.Parse(await _client.GetAsync(SolarApiClient.Meters, cancellation));
            fault = meter is null ? "the answer is not a whole JSON document" : meter.Power is null ? "no meter at the grid connection has valid values" : null;
            // The same figures with the same meter time are no new reading.
            if (meter is { Power: { } power } && meter != _lastMeter)
                plant.Accept(new MeterReading { Source = Source, Power = power, Current = meter.Current, ArrivedAt = time.GetTimestamp() });
            _lastMeter = meter;
        }
        catch (Exception failed) when (failed is SolarApiException or PowerFlowException or JsonException)
        {
            fault = failed is JsonException ? $"not JSON: {failed.Message}" : failed.Message;
        }

        fault = fault is null ? null : OneLine.Of(fault);
        if (fault is not null && fault != _meterFault)
            Log.MeterMissed(logger, fault);
        else if (fault is null && _meterFault is not null)
            Log.MeterAnswers(logger);
        _meterFault = fault;
    }

    private void Report(string fault)
    {
        if (fault != _fault)
            Log.SolarApiMissed(logger, fault);
        _fault = fault;
    }
}
