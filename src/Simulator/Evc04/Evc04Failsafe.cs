namespace WallboxMqtt.Simulator.Evc04;

/// <summary>
/// The vendor's failsafe. While a master is connected, the box looks at register 6000 every timeout/2 (never more often than every 3 s)
/// and clears it; when it finds it cleared, or no master comes back within the timeout, the failsafe strikes. Its owner calls it
/// within the gate.
/// </summary>
/// <remarks>In failsafe from the start, as from the factory: until a setpoint is written.</remarks>
internal sealed class Evc04Failsafe : IDisposable
{
    private static readonly TimeSpan s_shortestPeriod = TimeSpan.FromSeconds(3);
    private const int DefaultTimeout = 20;

    private readonly Lock _gate;
    private readonly TimeProvider _time;
    private readonly Action _fallBack;
    private readonly Action _struck;
    private readonly ITimer _look;
    private long? _droppedAt;

    /// <summary>Not steered yet: it has fallen back.</summary>
    /// <param name="gate">The owner's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="fallBack">Offers <see cref="Current"/>; called within the gate.</param>
    /// <param name="struck">Called after each strike, outside the gate.</param>
    internal Evc04Failsafe(Lock gate, TimeProvider time, Action fallBack, Action struck)
    {
        (_gate, _time, _fallBack, _struck) = (gate, time, fallBack, struck);
        _look = time.CreateTimer(static watch => ((Evc04Failsafe)watch!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Register 2000, amperes.</summary>
    internal int Current { get; set; }

    /// <summary>The timeout, register 2002; 0 means 20.</summary>
    internal int Seconds { get; set; }

    /// <summary>Register 6000: true from a master's 1 until the box has looked.</summary>
    internal bool IsAlive { get; set; }

    /// <summary>True from a strike until a setpoint is written.</summary>
    internal bool HasStruck { get; private set; } = true;

    /// <summary>How often it struck while a master was in charge.</summary>
    internal int Count { get; private set; }

    /// <summary>True while a master is connected.</summary>
    internal bool HasMaster { get; private set; }

    /// <summary>How long the box waits for a master.</summary>
    internal TimeSpan After => TimeSpan.FromSeconds(Seconds == 0 ? DefaultTimeout : Seconds);

    private TimeSpan Period => After / 2 > s_shortestPeriod ? After / 2 : s_shortestPeriod;

    /// <summary>True for <paramref name="span"/> after a master has gone.</summary>
    internal bool DroppedWithin(TimeSpan span) => _droppedAt is { } at && _time.GetElapsedTime(at) < span;

    /// <summary>A master has connected.</summary>
    internal void MasterCame()
    {
        HasMaster = true;
        IsAlive = true;
        _look.Change(Period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The master's connection has ended.</summary>
    internal void MasterWent()
    {
        HasMaster = false;
        _droppedAt = _time.GetTimestamp();
        if (!HasStruck)
            _look.Change(After, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A master has written the setpoint.</summary>
    internal void Control() => HasStruck = false;

    /// <summary>Strikes now. Not within the gate.</summary>
    internal void Strike()
    {
        lock (_gate)
        {
            if (!HasStruck)
                Count++;
            HasStruck = true;
            _look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _fallBack();
        }

        _struck();
    }

    /// <inheritdoc />
    public void Dispose() => _look.Dispose();

    private void Check()
    {
        lock (_gate)
        {
            if (HasMaster && IsAlive)
            {
                IsAlive = false;
                _look.Change(Period, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Strike();
    }
}
