using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// Which read comes next. A round reads what the policy uses, and one more block. The next one is the block requested longest ago,
/// relative to how old it may become: a fast box is read completely each round, and a slow one gives each value its turn.
/// </summary>
internal sealed class ReadPlan
{
    // What is read for the first time comes before all but what the policy uses and is overdue.
    private const double NeverRead = 1.1;

    // Whether a register ends connections is found out before anything else is read.
    private const double OnTrial = 2;

    // What decides how far a box can be steered comes before what only users read; 404 is known to end connections: better soon than late.
    // Texts are the slowest answers.
    private static readonly ImmutableArray<Evc04Register> s_first =
    [
        .. Evc04Registers.All.Where(register => register.Pace.IsEachRound()),
        Evc04Registers.FailsafeCurrent, Evc04Registers.FailsafeTimeout, Evc04Registers.NumberOfPhases, Evc04Registers.MinCurrent, Evc04Registers.MaxCurrent,
        Evc04Registers.Meter, Evc04Registers.SessionEnergy, Evc04Registers.SessionDuration,
    ];

    private static readonly ImmutableArray<Evc04Register> s_order =
    [
        .. s_first,
        .. Evc04Registers.All.Where(register => register.Pace is ReadPace.Clock or ReadPace.Display).Except(s_first),
        .. Evc04Registers.All.Where(register => register.Pace == ReadPace.Text),
    ];

    // On a box too slow for all of it, what only users read waits longer than what the policy uses, and still gets its turn.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan s_firstPatience = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly ImmutableArray<RegisterRow> _rows;
    private ImmutableArray<ReadRequest> _joined = [];
    private long _connectedAt;
    private long _round;
    private bool _otherLeft;
    private bool _changed = true;

    internal ReadPlan(TimeProvider time)
    {
        _time = time;
        _rows = [.. s_order.Select(register => new RegisterRow(register, time))];
        Joins = new JoinedReads(time);
        Connected();
    }

    internal JoinedReads Joins { get; }

    /// <summary>All rows that are read by themselves at some pace.</summary>
    internal ImmutableArray<RegisterRow> Rows => _rows;

    /// <summary>A connection has come about: nothing was read on it.</summary>
    internal void Connected()
    {
        _connectedAt = _round = _time.GetTimestamp();
        foreach (var row in _rows)
            row.Disconnected();
    }

    /// <summary>Begins a round.</summary>
    internal void Begin()
    {
        _round = _time.GetTimestamp();
        _otherLeft = true;
    }

    /// <summary>What a row or level has shown has changed: the joined reads are composed again.</summary>
    internal void Changed() => _changed = true;

    /// <summary>The next read of this round; null if nothing is due.</summary>
    internal ReadRequest? Next()
    {
        var now = _time.GetTimestamp();
        if (Trial() is { } trial)
            return Tried(trial, now, other: true);
        if (_changed)
            (_joined, _changed) = ([.. Joins.Shown == JoinLevel.Rows ? [] : JoinedReads.Requests(Joins.Shown, _rows)], false);

        (ReadRequest? Joined, RegisterRow? Row, double Urgency) best = (null, null, 0);
        foreach (var request in _joined)
        {
            if (Urgency(request.Rows, now) is var urgency && urgency > best.Urgency)
                best = (request, null, urgency);
        }

        foreach (var row in _rows)
        {
            if (!IsJoined(row) && row.MayBeAsked && Urgency(row, now) is var urgency && urgency > best.Urgency)
                best = (null, row, urgency);
        }

        return best switch
        {
            ({ } joined, _, _) => Tried(joined, now, other: !joined.Rows.Any(row => row.Register.Pace.IsEssential())),
            (_, { } row, _) => Tried(ReadRequest.Of(row), now, other: !row.Register.Pace.IsEssential()),
            _ => null,
        };
    }

    private ReadRequest? Trial()
    {
        if (!_otherLeft || Joins.Candidate(_connectedAt) is not { } level)
            return null;
        foreach (var row in _rows)
        {
            if (JoinedReads.Reaches(row) && !row.IsSettled)
                return null;
        }

        return JoinedReads.Requests(level, _rows).FirstOrDefault();
    }

    private ReadRequest Tried(ReadRequest request, long now, bool other)
    {
        _otherLeft &= !other;
        foreach (var row in request.Rows)
            row.Try(now);
        return request;
    }

    private bool IsJoined(RegisterRow row)
    {
        foreach (var request in _joined)
        {
            if (request.Rows.Contains(row))
                return true;
        }

        return false;
    }

    private double Urgency(ImmutableArray<RegisterRow> rows, long now)
    {
        var highest = 0d;
        foreach (var row in rows)
            highest = Math.Max(highest, Urgency(row, now));
        return highest;
    }

    // 0 if it is not due. Among equals the order above decides.
    private double Urgency(RegisterRow row, long now)
    {
        var pace = row.Register.Pace;
        if (pace.IsEachRound() ? row.TriedAt >= _round : !pace.IsEssential() && !_otherLeft)
            return 0;
        if (row.TriedAt is not { } tried)
            return pace.IsEssential() ? double.MaxValue : row.IsOnTrial ? OnTrial : NeverRead + (_time.GetElapsedTime(_connectedAt, now) / s_firstPatience);
        var elapsed = _time.GetElapsedTime(tried, now);
        if (pace.IsEachRound())
            return Math.Max(double.Epsilon, elapsed / pace.Target());
        // What has not answered yet is not waited for as long as a text that is known.
        var (least, target) = row.Answers ? (pace.Least(), pace.Target()) : (s_retry, ReadPace.Display.Target());
        return elapsed < least ? 0
            : pace.IsEssential() || elapsed <= target ? elapsed / target
            : 1 + ((elapsed - target) / s_patience);
    }
}
