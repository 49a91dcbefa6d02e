using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>
/// The meter at the grid connection: looked for at once, and again ever more rarely while it is absent, since a unit that is not
/// there may cost the connection.
/// </summary>
/// <param name="options">Where it may be.</param>
/// <param name="address">Where the inverter is, for the log.</param>
/// <param name="time">Clock of the timeouts and pauses.</param>
/// <param name="logger">Receives what changes.</param>
internal sealed class SunSpecMeter(SunSpecSourceOptions options, string address, TimeProvider time, ILogger logger)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10), options.Random);
    private SunSpecDevice? _device;
    private int _next;
    private long _askedAt;
    private TimeSpan _pause;
    private SunSpecMap? _reported;
    private bool _reportedAbsent;
    private bool _doubted;

    /// <summary>True while one is found.</summary>
    internal bool IsFound => _device?.Map is not null;

    /// <summary>True when it is time to look for one.</summary>
    internal bool IsDue => !IsFound && !options.MeterUnits.IsEmpty && time.GetElapsedTime(_askedAt) >= _pause;

    /// <summary>A new connection: the meter is where it was last, or is looked for from where the search had come.</summary>
    internal void Forget() => _device = null;

    /// <summary>Reads it; null if it cannot be.</summary>
    /// <exception cref="ModbusLinkException">The connection is of no more use; the next attempt waits.</exception>
    internal async ValueTask<MeterFigures?> ReadAsync(IModbusTransport transport, CancellationToken cancellation)
    {
        var unit = options.MeterUnits[_next];
        try
        {
            _askedAt = time.GetTimestamp();
            _device ??= new SunSpecDevice(new ModbusClient(transport, unit, time), unit, SunSpecModels.Meters);
            var block = await _device.ReadAsync(cancellation);
            var map = _device.Map!;
            if (options.MeterUnits.Length > 1 && map.Identity.Manufacturer?.StartsWith("Fronius", StringComparison.OrdinalIgnoreCase) != true)
                throw new SunSpecMapException($"unit {unit} is {map.Identity}: not Fronius' own");
            var figures = SunSpecDecoder.Meter(map.Model, block.Span);
            Found(unit, map);
            return figures;
        }
        catch (SunSpecReadingException odd)
        {
            // It exists; its values are not used this time.
            if (!_reportedAbsent)
                Log.MeterLost(logger, odd.Message);
            _reportedAbsent = true;
            return null;
        }
        catch (ModbusLinkException lost)
        {
            Absent(unit, lost.Message);
            throw;
        }
        catch (Exception refused) when (refused is ModbusDeviceException or ModbusSilenceException or SunSpecMapException)
        {
            Absent(unit, refused.Message);
            return null;
        }
    }

    private void Found(byte unit, SunSpecMap map)
    {
        _backoff.Reset();
        _pause = TimeSpan.Zero;
        if (_reported != map || _reportedAbsent)
            Log.Meter(logger, unit, address, map.Identity, map.Id);
        (_reported, _reportedAbsent, _doubted) = (map, false, false);
    }

    // All candidates are asked one after the other, then there is a pause. A meter that was there is asked first.
    private void Absent(byte unit, string fault)
    {
        _device = null;
        if (_reported is not null && !_doubted)
        {
            // It was there: perhaps the whole connection went, and the meter was only the first to find out.
            _doubted = true;
            return;
        }

        if (_reported is null)
            _next = (_next + 1) % options.MeterUnits.Length;
        _pause = _reported is null && _next > 0 ? TimeSpan.Zero : _backoff.Next();
        if (_pause == TimeSpan.Zero || _reportedAbsent)
            return;
        _reportedAbsent = true;
        if (_reported is null)
            Log.NoMeter(logger, address, $"unit {unit}: {fault}");
        else
            Log.MeterLost(logger, $"unit {unit}: {fault}");
    }
}
