using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>
/// Reads inverters, and a meter beside them, over Modbus, again and again at a fixed pace: a slow answer leaves out a round and never
/// makes two. It only ever reads (function 3).
/// </summary>
/// <param name="dialer">The way to the inverters.</param>
/// <param name="options">What is read, and how often.</param>
/// <param name="plant">Takes the readings.</param>
/// <param name="time">Clock of all of it.</param>
/// <param name="logger">Receives what changes.</param>
public sealed class SunSpecSource(
    IModbusDialer dialer, SunSpecSourceOptions options, IReadingSink plant, TimeProvider time, ILogger<SunSpecSource> logger)
{
    /// <summary>As in the configuration.</summary>
    public const string Name = "sunSpec";

    // A serial line accepts no connection for 3 s after an unanswered request.
    private static readonly TimeSpan s_dial = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), options.Random);
    private readonly PowerRule _rule = new(options.RatedPower);
    private readonly SunSpecMeter _meter = new(options, dialer.Address, time, logger);
    private readonly Dictionary<byte, SunSpecMap> _reported = [];
    private Complaint _complaint;

    private enum Complaint
    {
        None,
        Missed,
        Refused,
    }

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ServeAsync(cancellation);
            }
            catch (Exception lost) when (lost is ModbusException or SunSpecMapException)
            {
                ReportUnavailable(lost.Message);
                await Task.Delay(_backoff.Next(), time, cancellation);
            }
        }
    }

    // One connection. It returns if that breaks while the inverters need not be reported as silent.
    private async Task ServeAsync(CancellationToken cancellation)
    {
        await using var transport = await DialAsync(cancellation);
        ImmutableArray<SunSpecDevice> inverters = [.. options.Units.Select(unit =>
            new SunSpecDevice(new ModbusClient(transport, unit, time), unit, SunSpecModels.Inverters))];
        _meter.Forget();
        var due = time.GetTimestamp();
        while (true)
        {
            // What is known of the meter goes into the reading; a search for one comes after it.
            MeterFigures? meter = null;
            if (_meter.IsFound)
            {
                (meter, var broken) = await ReadMeterAsync(transport, cancellation);
                if (broken)
                    return;
            }

            if (!await ReadAsync(inverters, meter, cancellation))
            {
                await Task.Delay(_backoff.Next(), time, cancellation);
                return;
            }

            if (_meter.IsDue && (await ReadMeterAsync(transport, cancellation)).Broken)
                return;
            due = NextRound(due);
            await Task.Delay(time.GetElapsedTime(time.GetTimestamp(), due), time, cancellation);
        }
    }

    private async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        using var deadline = new Deadline(s_dial, time, cancellation);
        try
        {
            return await dialer.DialAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ModbusLinkException($"no connection within {s_dial.TotalSeconds} s");
        }
    }

    // Rounds keep their pace; those that a slow answer has run over are left out.
    private long NextRound(long due)
    {
        var interval = (long)(options.Interval.TotalSeconds * time.TimestampFrequency);
        return due + (interval * (((time.GetTimestamp() - due) / interval) + 1));
    }

    private async ValueTask<(MeterFigures? Figures, bool Broken)> ReadMeterAsync(IModbusTransport transport, CancellationToken cancellation)
    {
        try
        {
            var figures = await _meter.ReadAsync(transport, cancellation);
            if (figures is { } read)
                plant.Accept(new MeterReading { Source = Name, Power = read.Power, Current = read.Current, ArrivedAt = time.GetTimestamp() });
            return (figures, false);
        }
        catch (ModbusLinkException)
        {
            return (null, true);
        }
    }

    // The sum of all counts, or nothing does. Only at night may one be silent: the others say that there is no sun, and 0 W is safe.
    // False if the connection has broken at night.
    private async ValueTask<bool> ReadAsync(ImmutableArray<SunSpecDevice> inverters, MeterFigures? meter, CancellationToken cancellation)
    {
        // What is asked for now is not older than this, and must not seem younger.
        var askedAt = time.GetTimestamp();
        var (power, energy, night, reported) = (0d, (double?)0, true, 0);
        (string Fault, ModbusException Why)? missing = null;
        foreach (var inverter in inverters)
        {
            try
            {
                var figures = await ReadAsync(inverter, cancellation);
                reported++;
                power += figures.Power.Value;
                energy += figures.Energy?.Value;
                night &= figures.Night;
            }
            catch (ModbusException silent)
            {
                missing = (Of(inverter, silent.Message), silent);
                if (silent is ModbusLinkException)
                    break;
            }
            catch (SunSpecReadingException odd)
            {
                Refuse(Of(inverter, odd.Message));
                return true;
            }
        }

        if (missing is not { } one)
        {
            Take(new Watts(power), energy is > 0 ? new WattHours(energy.Value) : null, night, meter, askedAt);
            _backoff.Reset();
            return true;
        }

        if (reported > 0 && night)
            Take(Watts.Zero, null, night: true, meter, askedAt);
        else if (one.Why is ModbusLinkException)
            throw new ModbusLinkException(one.Fault, one.Why);
        else
            ReportUnavailable(one.Fault);
        return one.Why is not ModbusLinkException;
    }

    private async ValueTask<InverterFigures> ReadAsync(SunSpecDevice inverter, CancellationToken cancellation)
    {
        var block = await inverter.ReadAsync(cancellation);
        var map = inverter.Map!;
        if (!_reported.TryGetValue(inverter.Unit, out var reported) || reported != map)
        {
            Log.Inverter(logger, inverter.Unit, dialer.Address, map.Identity, map.Id);
            _reported[inverter.Unit] = map;
        }

        return SunSpecDecoder.Inverter(map.Model, block.Span);
    }

    private void Take(Watts sum, WattHours? energy, bool night, MeterFigures? meter, long askedAt)
    {
        if (_rule.Judge(sum, out var fault) is not { } power)
        {
            Refuse(fault!);
            return;
        }

        plant.Accept(new InverterReading
        {
            Source = Name,
            Power = power,
            Night = night,
            ArrivedAt = askedAt,
            GridPower = meter?.Power,
            LoadPower = meter is { } read ? Watts.Max(power + read.Power, Watts.Zero) : null,
            EnergyTotal = energy,
        });
        if (_complaint != Complaint.None)
            Log.Accepted(logger);
        _complaint = Complaint.None;
    }

    private void Refuse(string fault)
    {
        plant.Refuse(Name, fault);
        if (_complaint != Complaint.Refused)
            Log.Refused(logger, fault);
        _complaint = Complaint.Refused;
    }

    private void ReportUnavailable(string fault)
    {
        plant.ReportUnavailable(Name, fault);
        if (_complaint != Complaint.Missed)
            Log.Missed(logger, dialer.Address, fault);
        _complaint = Complaint.Missed;
    }

    private string Of(SunSpecDevice inverter, string fault) => options.Units.Length == 1 ? fault : $"unit {inverter.Unit}: {fault}";
}
