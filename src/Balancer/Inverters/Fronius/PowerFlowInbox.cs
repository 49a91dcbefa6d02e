using System.Text.Json;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>
/// Receives all power flows, pushed or fetched. A document that breaks off or is not JSON changes nothing: the last reading
/// stays and ages. One that is whole and not credible means no sun from this source until a credible one comes.
/// </summary>
public sealed class PowerFlowInbox(PowerFlowRules rules, IReadingSink plant, TimeProvider time, ILogger<PowerFlowInbox> logger)
    : IUploadSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _lastTimestamp = [];
    private readonly Dictionary<string, string> _lastFault = [];
    private long _taken;
    private long _refused;

    /// <summary>Documents that were taken since the start.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Documents that were refused since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <inheritdoc />
    public UploadVerdict Offer(string source, ReadOnlySpan<byte> body, out string? fault)
    {
        lock (_gate)
        {
            try
            {
                fault = null;
                if (PowerFlowParser.Parse(body) is not { } flow)
                    return UploadVerdict.Incomplete;
                fault = Take(source, flow);
            }
            catch (JsonException malformed)
            {
                fault = OneLine.Of($"not JSON: {malformed.Message}");
            }
            catch (PowerFlowException odd)
            {
                fault = OneLine.Of(odd.Message);
                plant.Refuse(source, fault);
            }

            if (fault is null)
                _taken++;
            else
                _refused++;
            Report(source, fault);
            return fault is null ? UploadVerdict.Taken : UploadVerdict.Refused;
        }
    }

    private string? Take(string source, PowerFlow flow)
    {
        // The inverter sent the same document again: that is no new reading, so the last one goes on ageing.
        if (_lastTimestamp.TryGetValue(source, out var last) && last == flow.Timestamp)
            return null;

        if (rules.Judge(flow, source, time.GetTimestamp(), out var fault) is not { } reading)
        {
            fault = OneLine.Of(fault!);
            plant.Refuse(source, fault);
            return fault;
        }

        _lastTimestamp[source] = flow.Timestamp;
        if (flow is { MeterAtGrid: true, GridPower: { } grid })
            plant.Accept(new MeterReading { Source = source, Power = grid, ArrivedAt = reading.ArrivedAt });
        plant.Accept(reading);
        return null;
    }

    private void Report(string source, string? fault)
    {
        if (fault is null)
        {
            if (_lastFault.Remove(source))
                Log.ReadingsAccepted(logger, source);
        }
        else if (_lastFault.GetValueOrDefault(source) != fault)
        {
            _lastFault[source] = fault;
            Log.ReadingRefused(logger, source, fault);
        }
    }
}
