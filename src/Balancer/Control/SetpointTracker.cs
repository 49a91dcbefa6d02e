using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Knows which setpoint a charger has acknowledged on this connection, and whether it has to be written (again): when it changes, at every
/// connection, every 30 s, and where the charger reads back another one.
/// </summary>
/// <param name="inForce">Takes note of what may be in force.</param>
/// <param name="reckon">What the charger does by itself, as it has to be assumed now.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class SetpointTracker(InForceBounds inForce, Func<Fallback> reckon, TimeProvider time)
{
    // A lower figure that is read back so often in a row is the charger's own limit.
    private const int LowerReads = 3;

    private SetpointState _state;
    private long _writtenAt;
    private int _lower;
    private int _lowerReads;
    private int? _ownLimit;
    private int? _suspected;
    private (int? Written, int? Held, long? EarlyAt) _lost;

    /// <summary>The wallbox falls back to its failsafe current and stays there until a setpoint is written.</summary>
    public static TimeSpan RenewInterval { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The acknowledged setpoint in amperes a phase; null before the first one on this connection.</summary>
    public int? Acknowledged { get; private set; }

    /// <summary>
    /// True while a setpoint stands acknowledged and the charger does not read back a higher one, but for the 6 of a pause: it may fall back
    /// to more than that.
    /// </summary>
    public bool Holds => _state is SetpointState.Acknowledged or SetpointState.Lower or SetpointState.Unpaused;

    /// <summary>True while it charges with the least current although a pause was acknowledged.</summary>
    public bool IsUnpaused => _state == SetpointState.Unpaused;

    /// <summary>True while the last setpoint that was sent is not acknowledged: either may be in force.</summary>
    public bool IsUnanswered => _state is SetpointState.Sent or SetpointState.SentInDoubt;

    /// <summary>What the charger reads back instead, in one line; null if it agrees.</summary>
    public string? Mismatch { get; private set; }

    /// <summary>What the charger holds by a limit of its own (its load management, a backend, its cable), below what was written; null if it does not.</summary>
    public int? Limit => _lowerReads >= LowerReads ? _lower : null;

    private bool IsContradicted => _state == SetpointState.Higher || (_state == SetpointState.Lower && Limit is null);

    /// <summary>
    /// Notes that the charger reads back what it falls back to, with no reason to have fallen back. The setpoint comes down for it, so that three
    /// reads of a lower figure never come about: where that happens twice on a connection, the figure is its own limit.
    /// </summary>
    public void Suspect(int amperes)
    {
        if (_suspected == amperes)
            _ownLimit = amperes;
        _suspected = amperes;
    }

    /// <summary>True for a figure that the charger has shown to be its own limit, on whatever connection: reading it does not mean that it has fallen back to it.</summary>
    public bool IsOwnLimit(int amperes) => _ownLimit == amperes;

    /// <summary>
    /// When the last connection was lost, where the charger has fallen back although its last sign of life was younger than its timeout by
    /// our clock then; otherwise null. Call at a connection with what it says its setpoint is. What it falls back to may be unknown: anything
    /// but what was written, and what it held, shows it, and so does no answer.
    /// </summary>
    public long? FellBackTooSoon(int? amperes) =>
        amperes == reckon().Amperes || (amperes != _lost.Held && amperes != _lost.Written) ? _lost.EarlyAt : null;

    /// <summary>True if <paramref name="target"/> has to be written.</summary>
    public bool MustWrite(int target) =>
        Acknowledged != target || IsContradicted || IsUnanswered || time.GetElapsedTime(_writtenAt) >= RenewInterval;

    /// <summary><paramref name="amperes"/> is about to be sent: until its acknowledgement either setpoint may be in force.</summary>
    public void Writing(int amperes)
    {
        _state = _state is SetpointState.Higher or SetpointState.Doubtful or SetpointState.SentInDoubt ? SetpointState.SentInDoubt : SetpointState.Sent;
        inForce.Sending(amperes);
    }

    /// <summary>The charger acknowledged <paramref name="amperes"/>.</summary>
    public void Written(int amperes)
    {
        _state = _state == SetpointState.SentInDoubt ? SetpointState.Doubtful : SetpointState.Acknowledged;
        Acknowledged = amperes;
        _writtenAt = time.GetTimestamp();
        inForce.Acknowledged(amperes);
    }

    /// <summary>Compares what the charger reads back; call after each read of the register and before the next write.</summary>
    /// <param name="amperes">Register 5004.</param>
    /// <param name="charging">Register 1001: with no vehicle, 0 reads back as 6 after a while; a pause is judged by the state.</param>
    public void ReadBack(int amperes, bool charging)
    {
        if (Acknowledged is not { } wanted)
            return;
        var paused = wanted == 0 && amperes == Setpoints.Minimum;
        var agrees = amperes == wanted || (paused && !charging);
        var higher = !agrees && amperes > wanted;
        CountLower(amperes, wanted);
        _state = (IsUnanswered, higher) switch
        {
            (true, _) => higher ? SetpointState.SentInDoubt : SetpointState.Sent,
            (_, true) => paused ? SetpointState.Unpaused : SetpointState.Higher,
            _ => agrees ? SetpointState.Acknowledged : SetpointState.Lower,
        };
        Mismatch = !agrees && Limit is null ? $"setpoint is {wanted} A, the charger reads back {amperes} A" : null;
        inForce.ReadBack(amperes, higher);
    }

    /// <summary>The connection is gone.</summary>
    public void Disconnected()
    {
        // Attempts that fail afterwards change nothing.
        if (Acknowledged is { } written)
            _lost = (written, Limit ?? written, inForce.IsAliveYoung ? time.GetTimestamp() : null);
        _state = SetpointState.Unwritten;
        (Acknowledged, Mismatch, _lowerReads, _suspected) = (null, null, 0, null);
        inForce.Disconnected();
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
        if (amperes > _suspected)
            _suspected = null;
    }
}
