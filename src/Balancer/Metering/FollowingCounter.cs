using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// A charger's energy counter as it is published: the device's own figure while that follows the measured power, else the power
/// integrated. It never falls and never jumps, whatever the device shows: both ways it goes on from where it was.
/// </summary>
public sealed class FollowingCounter(TimeProvider time)
{
    // After repeated failures, this many windows must be right before the device is believed again.
    private const int MostWindows = 32;

    private readonly DeviceFigure _device = new(time);
    private FollowWindow _window = new();
    private long? _takenAt;
    private double? _value;
    private double _room = DeviceFigure.Step;
    private double _blind;
    private double _owed;
    private int _needed = 1;
    private int _right;
    private bool _away;
    private double? _shown;

    /// <summary>The counter; null while it is unknown.</summary>
    public WattHours? Value => _value is { } value ? new WattHours(value) : null;

    /// <summary>True while the device's figure counts; false while the power is integrated instead.</summary>
    public bool Follows { get; private set; } = true;

    /// <summary>Whether the device's figure was found to follow the power; null before the first verdict.</summary>
    public bool? Verdict { get; private set; }

    /// <summary>The power measured since the device's figure last rose, at most 1 kWh of it: by this much the figure may lag behind.</summary>
    public WattHours Lag { get; private set; }

    /// <summary>What should survive a restart, after which an odd figure would pass for what was counted meanwhile.</summary>
    public CounterState State =>
        new(Value, _device.Value is { } device ? new WattHours(device) : null, new WattHours(_device.Offset), Follows && !_device.Odd);

    /// <summary>Goes on from before a restart. What the device has counted meanwhile is added, where it followed.</summary>
    public void Restore(CounterState kept)
    {
        if (kept is { Value: null, Device: null })
            return;
        var read = _device.Value;
        // What the device was ahead before is not what it has counted meanwhile.
        var offset = kept is { Value: { } value, Device: { } device } ? WattHours.Min(kept.Offset, value - device) : kept.Offset;
        _device.Begin(kept.Device?.Value, offset.Value, since: null);
        Begin(kept.Value?.Value, kept.Follows);
        (_room, _away, Verdict) = (DeviceFigure.MostAway, true, kept.Follows ? null : false);
        if (read is { } figure)
            Take(WattHours.Zero, TimeSpan.Zero, new WattHours(figure));
    }

    /// <summary>Starts again at 0, as the device should.</summary>
    public void Reset()
    {
        Begin(0, follows: true);
        DeviceReset(time.GetTimestamp());
    }

    /// <summary>The device has begun at 0 at some time since <paramref name="since"/>; the counter stays what it is.</summary>
    public void DeviceReset(long since)
    {
        if (Follows)
            _device.Begin(0, 0, since);
    }

    /// <summary>Goes on at <paramref name="value"/> by the power alone, until the device has followed it.</summary>
    public void Integrate(WattHours value)
    {
        Begin(value.Value, follows: false);
        Verdict = false;
    }

    /// <summary>What may be shown: what a restart would come to from <paramref name="kept"/>, so that no restart lets the counter fall.</summary>
    /// <param name="kept">What is on the disk; null while nothing is kept at all.</param>
    public WattHours? Shown(CounterState? kept)
    {
        var shown = _value;
        if (kept is not null)
        {
            var same = Follows && kept.Follows && kept.Offset.Value == _device.Offset && _value is not null;
            shown = same ? Math.Max(kept.Value?.Value ?? 0, Math.Min(_value ?? 0, (_device.Value ?? 0) + _device.Offset)) : kept.Value?.Value;
        }

        _shown = _shown is { } before && !(shown > before) ? before : shown;
        return _shown is { } known ? new WattHours(known) : null;
    }

    /// <summary>Takes an interval.</summary>
    /// <param name="flowed">The measured power times time.</param>
    /// <param name="blind">For how much of the interval the power is unknown.</param>
    /// <param name="figure">The device's figure at its end; null if it is unknown.</param>
    public void Take(WattHours flowed, TimeSpan blind, WattHours? figure)
    {
        var now = time.GetTimestamp();
        var elapsed = _takenAt is { } at ? time.GetElapsedTime(at, now) : TimeSpan.Zero;
        _takenAt = now;
        _blind += DeviceFigure.Most.Value * blind.TotalHours;
        _room += (2 * flowed.Value) + (DeviceFigure.Most.Value * blind.TotalHours) + (FollowWindow.Noise * elapsed.TotalHours);
        var counted = figure is { } reading ? _device.Take(reading.Value) : null;
        var unseen = _away ? counted ?? 0 : Math.Min(counted ?? 0, _blind);
        Lag = WattHours.Min(counted > 0 ? WattHours.Zero : Lag + flowed, new WattHours(FollowWindow.Length));
        if (counted > 0)
            _blind = 0;
        if (Follows)
            Follow(flowed.Value, counted, unseen);
        else
            Integrate(flowed.Value);
        if (_away && counted is not null)
            (_away, _room) = (false, DeviceFigure.Step);
        Judge(flowed.Value, elapsed, counted ?? 0, unseen);
    }

    private void Begin(double? value, bool follows)
    {
        (_value, Follows, _window) = (value, follows, new FollowWindow());
        (_owed, _right, _room, _blind, _away) = (0, 0, DeviceFigure.Step, 0, false);
        Verdict = null;
    }

    private void Follow(double flowed, double? counted, double unseen)
    {
        var before = _value;
        if (counted is not { } progress)
            _value += flowed;
        else if (_value is not { } value)
            _value = _device.Value + _device.Offset;
        else
            _value = value + Math.Clamp((_device.Value ?? 0) + _device.Offset - value, 0, Math.Max(0, _room));
        var rise = _value - before ?? 0;
        _owed += flowed - Math.Max(0, rise - unseen);
        // What the power has filled in, the device cannot bring once more.
        _room -= counted is null ? 2 * rise : rise;
        if (counted > 0 && _value <= _device.Value + _device.Offset)
            _room = Math.Min(_room, DeviceFigure.Step);
    }

    // What is owed is paid with the power, a tenth on top of it, not at once.
    private void Integrate(double flowed)
    {
        var paid = Math.Clamp(_owed, -flowed / 10, flowed / 10);
        _owed -= paid;
        _value += flowed + paid;
    }

    private void Judge(double flowed, TimeSpan elapsed, double counted, double unseen)
    {
        var powered = _window.Powered + flowed;
        if (_window.Take(flowed, elapsed, counted, unseen) is not { } right)
            return;
        _right = right ? _right + 1 : 0;
        Verdict = right && (Follows || _right >= _needed);
        if (Follows && right)
        {
            _owed = 0;
        }
        else if (Follows)
        {
            (_owed, _value, Follows) = (_value is null ? 0 : _owed, _value ?? powered, false);
        }
        else if (_right >= _needed && _device.Value is { } device)
        {
            _needed = Math.Min(2 * _needed, MostWindows);
            _device.Offset = (_value ?? 0) + Math.Max(0, _owed) - device;
            (Follows, _owed, _room) = (true, 0, 0);
        }
    }
}
