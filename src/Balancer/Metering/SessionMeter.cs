using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// The energy of a charging session. It begins at 0 when a car is plugged in, or when the device begins a session by itself, and follows
/// the device's figure as <see cref="FollowingCounter"/> does. If the service starts in mid session, a figure that the device cannot
/// have reached is not taken: the session then counts from the start of the service.
/// </summary>
public sealed class SessionMeter(TimeProvider time)
{
    // A figure of nothing that stands only for a moment is a device that starts.
    private static readonly TimeSpan s_standing = TimeSpan.FromMinutes(1);

    // Above any car's battery: for a session whose duration is unknown.
    private const double LargestBattery = 150_000;

    // A slow device has given all its figures by then.
    private static readonly TimeSpan s_silent = TimeSpan.FromMinutes(3);

    private readonly FollowingCounter _counter = new(time);
    private SessionState? _kept;
    private SessionState _state = SessionState.Unknown;
    private bool? _vehicle;
    private bool _resetDue;
    private bool _known;
    private double _powered;
    private long _began;
    private long? _fellAt;
    private long? _silentAt;
    private (double? Energy, TimeSpan? Lasted) _device;

    /// <summary>The energy; null while it is unknown.</summary>
    public WattHours? Value => _counter.Value;

    /// <summary>False from when the device's figure was found wrong until it was found right again, over sessions.</summary>
    public bool Follows { get; private set; } = true;

    /// <summary>What should survive a restart.</summary>
    public SessionState State
    {
        get
        {
            if (_kept is { } pending && !_known)
                return pending;
            var now = _counter.State;
            if (now != _state.Counter)
                _state = new SessionState(now, _device.Lasted);
            return _state;
        }
    }

    /// <summary>Goes on from before a restart, if the device's first figures are of the same session.</summary>
    public void Restore(SessionState kept)
    {
        if (kept.Counter.Value is null || _known)
            return;
        (_kept, Follows) = (kept, kept.Counter.Follows);
    }

    /// <summary>Takes an interval.</summary>
    /// <param name="flowed">The measured power times time.</param>
    /// <param name="blind">For how much of the interval the power is unknown.</param>
    /// <param name="reading">What the device says at its end; null while it is out of reach.</param>
    public void Take(WattHours flowed, TimeSpan blind, ChargerReading? reading)
    {
        if (_vehicle == false && reading?.Vehicle == true)
            Begin(resetDue: true);
        _vehicle = reading?.Vehicle ?? _vehicle;
        if (reading?.SessionEnergy is { } energy)
            Judge(energy.Value, reading);
        else if (!_known && _kept is { } kept && reading?.Vehicle == true)
            Silent(kept, reading.SessionDuration);
        _powered += flowed.Value;
        _counter.Take(flowed, blind, reading?.SessionEnergy);
        _known |= _counter.Value is not null;
        Follows = _counter.Verdict ?? Follows;
    }

    private void Judge(double energy, ChargerReading reading)
    {
        if (!_known)
            First(energy, reading);
        else if (Fell(energy, reading.SessionDuration))
            Restarted();
        else
            (_fellAt, _device) = (null, (energy, reading.SessionDuration ?? _device.Lasted));
    }

    private bool Fell(double energy, TimeSpan? lasted) => lasted is { } now && _device.Lasted is { } before
        ? now < before
        : energy < _counter.State.Device?.Value && energy <= DeviceFigure.Step;

    // After a car was plugged in, the device may show the last session for a while.
    private void Restarted()
    {
        _fellAt ??= time.GetTimestamp();
        if (_resetDue)
            _counter.DeviceReset(_began);
        else if (time.GetElapsedTime(_fellAt.Value) < s_standing)
            return;
        else
            Begin(resetDue: false);
        (_resetDue, _fellAt, _device) = (false, null, (null, null));
    }

    private void Begin(bool resetDue)
    {
        _counter.Reset();
        (_began, _known, _kept, _fellAt, _powered) = (time.GetTimestamp(), true, null, null, 0);
        _resetDue = resetDue && (_device.Energy > DeviceFigure.Step || _device.Lasted > s_standing);
    }

    private void First(double energy, ChargerReading reading)
    {
        _known = true;
        _device = (energy, reading.SessionDuration);
        if (_kept is { } kept && Continues(kept, energy, reading.SessionDuration))
        {
            _counter.Restore(kept.Counter);
            if (!Reachable(kept, energy, reading.SessionDuration))
                _counter.Integrate(kept.Counter.Value!.Value);
        }
        else if (!Plausible(energy, reading))
        {
            _counter.Integrate(new WattHours(_powered));
        }

        _kept = null;
    }

    // The figure does not come at all: a car that is plugged in is taken for the previous one.
    private void Silent(SessionState kept, TimeSpan? lasted)
    {
        _silentAt ??= time.GetTimestamp();
        if (time.GetElapsedTime(_silentAt.Value) < s_silent)
            return;
        if (!(lasted < kept.Lasted))
            _counter.Integrate(new WattHours(kept.Counter.Value!.Value.Value + _powered));
        (_known, _kept, _device) = (true, null, (null, lasted));
    }

    private static bool Continues(SessionState kept, double energy, TimeSpan? lasted) => lasted is { } now && kept.Lasted is { } before
        ? now >= before
        : energy >= kept.Counter.Device?.Value;

    private static bool Reachable(SessionState kept, double energy, TimeSpan? lasted) =>
        !kept.Counter.Follows || lasted is not { } now || kept.Lasted is not { } before || kept.Counter.Device is not { } device
        || (energy >= device.Value && energy - device.Value <= (DeviceFigure.Most.Value * (now - before).TotalHours) + DeviceFigure.Step);

    private static bool Plausible(double energy, ChargerReading reading) =>
        energy <= (reading.SessionDuration is { } lasted ? (DeviceFigure.Most.Value * lasted.TotalHours) + DeviceFigure.Step : LargestBattery)
        && !(energy > reading.EnergyTotal?.Value + DeviceFigure.Step);
}
