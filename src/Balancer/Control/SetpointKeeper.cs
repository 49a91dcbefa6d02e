using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Knows which setpoint a charger has acknowledged on this connection, and whether it has to be written (again): when it
/// changes, at every connection, every 30 s, and where the charger reads back another one.
/// </summary>
/// <param name="reckon">What the charger does by itself, as it has to be reckoned now.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class SetpointKeeper(Func<Fallback> reckon, TimeProvider time)
{
    // A lower figure that is read back so often in a row is the charger's own limit.
    private const int LowerReads = 3;

    /// <summary>The wallbox falls back to its failsafe current and stays there until a setpoint is written.</summary>
    public static TimeSpan RenewInterval { get; } = TimeSpan.FromSeconds(30);

    // What was in force lately, negative: the highest is the lowest of the negatives.
    private readonly SlidingMinimum _lately = new(OverdrawWatch.Following, time, double.PositiveInfinity);

    private long _writtenAt;
    private long _aliveAt = time.GetTimestamp();
    private int _inForce = Setpoints.Maximum;
    private int _kept;
    private double _drawn;
    private bool _everSent;
    private bool _everAlive;
    private long? _lostEarlyAt;
    private int? _lastTold;
    private int? _lastHeld;
    private int _lower;
    private int _lowerReads;
    private int? _ownLimit;
    private bool _contradicted;
    private bool _unanswered;
    private bool _higher;

    /// <summary>The acknowledged setpoint in amperes a phase; null before the first one on this connection.</summary>
    public int? Acknowledged { get; private set; }

    /// <summary>The highest that may be in force, earlier connections included; before the first, whatever a service of before may have left.</summary>
    public int InForce => MayHaveFallenBack ? Math.Max(_inForce, Reckoned.Amperes) : _inForce;

    /// <summary>The lowest that may be in force on this connection; 0 before anything is known.</summary>
    public int Kept => MayHaveFallenBack ? Math.Min(_kept, Reckoned.Amperes) : _kept;

    /// <summary>
    /// The most amperes that the car may be drawing: what is in force, what was before it had time to come down, and what is
    /// measured, where that is more than the tolerance of a measurement.
    /// </summary>
    public int MayDraw => Math.Max(Offered, Overdrawn);

    /// <summary>What is measured, where it is more than the car was offered in the time it takes to come down: it heeds no setpoint; otherwise 0.</summary>
    public int Overdrawn => _drawn > OverdrawWatch.Tolerated(Offered) ? (int)Math.Ceiling(_drawn) : 0;

    /// <summary>True while a setpoint stands acknowledged and the charger does not read back a higher one.</summary>
    public bool Holds { get; private set; }

    /// <summary>What the charger reads back instead, in one line; null where it agrees.</summary>
    public string? Mismatch { get; private set; }

    /// <summary>True while the last setpoint that was sent is not acknowledged: either may be in force.</summary>
    public bool IsUnanswered => _unanswered;

    /// <summary>What the charger holds by a limit of its own (its load management, a backend, its cable), below what it was told; null where it does not.</summary>
    public int? Limit => _lowerReads >= LowerReads ? _lower : null;

    /// <summary>
    /// True while the last sign of life is younger than the charger's timeout by our clock. It looks every half timeout, and may fall back in
    /// the second half of it; a fall back that early is still taken for time that no clock shows.
    /// </summary>
    public bool IsAliveYoung => _everAlive && time.GetElapsedTime(_aliveAt) < Reckoned.After;

    /// <summary>True for a figure that the charger has shown to be its own limit, on whatever connection: to read it says nothing of a fall back to it.</summary>
    public bool IsOwnLimit(int amperes) => _ownLimit == amperes;

    private Fallback Reckoned => reckon();

    // Either the process was paused, or the charger answers and lets itself not be steered: it may fall back at any moment.
    private bool MayHaveFallenBack => Reckoned.MayHaveStruck(time.GetElapsedTime(_aliveAt));

    private int Offered => (int)Math.Max(InForce, -_lately.At(time.GetTimestamp()));

    /// <summary>
    /// When the last connection was lost, where the charger has fallen back although its last sign of life was younger than its timeout by
    /// our clock then; otherwise null. Call at a connection with what it says its setpoint is. What it falls back to may be unknown: anything
    /// but what was written, and what it held, shows it, and so does no answer.
    /// </summary>
    public long? FellBackTooSoon(int? amperes) =>
        amperes == Reckoned.Amperes || (amperes != _lastHeld && amperes != _lastTold) ? _lostEarlyAt : null;

    /// <summary>What the charger said at a connection, before anything was written: counts alone as long as nothing was ever sent.</summary>
    public void Found(int amperes)
    {
        if (amperes is < 0 or > Setpoints.Maximum)
            return;
        _kept = amperes;
        _inForce = _everSent ? Math.Max(InForce, amperes) : amperes;
        _aliveAt = time.GetTimestamp();
    }

    /// <summary>The charger acknowledged a sign of life.</summary>
    public void Alive()
    {
        var now = time.GetTimestamp();
        _lately.Record(now, -InForce);
        _aliveAt = now;
        _everAlive = true;
        _lately.Record(now, -InForce);
    }

    /// <summary>Takes the highest of the phases' measured currents, A.</summary>
    public void Measured(double amperes) => _drawn = amperes;

    /// <summary>True where <paramref name="target"/> has to be written.</summary>
    public bool MustWrite(int target) =>
        Acknowledged != target || _contradicted || _unanswered || time.GetElapsedTime(_writtenAt) >= RenewInterval;

    /// <summary><paramref name="amperes"/> is about to be sent: until its acknowledgement either setpoint may be in force.</summary>
    public void Writing(int amperes)
    {
        Holds = false;
        _unanswered = true;
        _everSent = true;
        _inForce = Math.Max(_inForce, amperes);
        _kept = Math.Min(_kept, amperes);
    }

    /// <summary>The charger acknowledged <paramref name="amperes"/>.</summary>
    public void Written(int amperes)
    {
        // After a higher figure was read back, only the next read tells whether this write was heeded.
        Holds = !_higher;
        _contradicted = false;
        _unanswered = false;
        Acknowledged = amperes;
        _writtenAt = time.GetTimestamp();
        _lately.Record(_writtenAt, -InForce);
        _inForce = _kept = amperes;
        _lately.Record(_writtenAt, -InForce);
    }

    /// <summary>Compares what the charger reads back; call after each read of the register and before the next write.</summary>
    /// <param name="amperes">Register 5004.</param>
    /// <param name="charging">Register 1001: with no vehicle, 0 reads back as 6 after a while; a pause is judged by the state.</param>
    public void ReadBack(int amperes, bool charging)
    {
        if (Acknowledged is not { } wanted)
            return;
        var agrees = amperes == wanted || (wanted == 0 && amperes == Setpoints.Minimum && !charging);
        CountLower(amperes, wanted);
        _contradicted = !agrees && Limit is null;
        Mismatch = _contradicted ? $"setpoint is {wanted} A, the charger reads back {amperes} A" : null;
        _higher = !agrees && amperes > wanted;
        Holds = !_higher;
        _kept = Math.Min(_kept, amperes);
        if (_higher)
            _inForce = Math.Max(_inForce, amperes);
    }

    /// <summary>The connection is gone.</summary>
    public void Disconnected()
    {
        // Attempts that fail afterwards change nothing.
        if (Acknowledged is not null)
        {
            (_lastTold, _lastHeld) = (Acknowledged, Limit ?? Acknowledged);
            _lostEarlyAt = IsAliveYoung ? time.GetTimestamp() : null;
        }

        Acknowledged = null;
        _kept = 0;
        Holds = false;
        Mismatch = null;
        _contradicted = false;
        _unanswered = false;
        _higher = false;
        _lowerReads = 0;
    }

    private void CountLower(int amperes, int wanted)
    {
        if (amperes >= wanted)
            _lowerReads = 0;
        else if (amperes == _lower)
            _lowerReads++;
        else
            (_lower, _lowerReads) = (amperes, 1);
        _ownLimit = Limit ?? (amperes > _ownLimit ? null : _ownLimit);
    }
}
