using System.Buffers.Binary;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Hears what the service says to one wallbox, and holds it against the invariants: each has its own watch.</summary>
internal sealed class ChargerWatch : IWire
{
    private const int Setpoint = 5004;
    private const int AliveRegister = 6000;
    // More requests than this at one moment: something asks for ever, without waiting.
    private const int MostAtOnce = 500;

    // Two reads that fail, five where the line lost others, and two kinds of joined reads that touch it.
    private const int MostEndings = 10;

    private static readonly long s_hour = TimeSpan.FromHours(1).Ticks;
    private static readonly long s_underWay = TimeSpan.FromSeconds(4).Ticks;

    private readonly SafetyWatch _all;
    private readonly FallWatch _fall;
    private readonly AliveWatch _alive;
    private readonly FailsafeWatch _failsafe;
    private readonly OverdrawCheck _overdraw;
    private readonly EndWatch _end;
    private readonly Dictionary<ushort, Queue<long>> _endings = [];
    private long? _timeLost;
    private int? _readBack;
    private readonly List<(int Amperes, long At)> _sent = [];
    private long _thawedAt;
    private long _moment;
    private int _atOnce;

    internal ChargerWatch(SafetyWatch all, int index, string id, SimulatedLine line)
    {
        (_all, Id, Line, Box) = (all, id, line, all.Facts.Boxes[index]);
        Phases = new PhaseRecord(all, line.Box);
        (_fall, _alive, _failsafe) = (new FallWatch(all, this), new AliveWatch(all, this), new FailsafeWatch(all, this));
        (_overdraw, _end) = (new OverdrawCheck(all, this), new EndWatch(all, this));
    }

    internal string Id { get; }

    internal SimulatedLine Line { get; }

    internal SimulatedEvc04Options Box { get; }

    internal PhaseRecord Phases { get; }

    internal EndWatch End => _end;

    /// <summary>Acknowledged on this connection.</summary>
    internal int? Acknowledged { get; private set; }

    /// <summary>Sent and not answered yet.</summary>
    internal int? InFlight { get; private set; }

    /// <summary>What the service last had the wallbox do, on this connection.</summary>
    internal int? Standing => InFlight ?? Acknowledged;

    /// <summary>What was acknowledged last, on any connection.</summary>
    internal int Left { get; private set; }

    /// <summary>A request is out.</summary>
    internal bool Waiting { get; private set; }

    /// <summary>When the latest answer came.</summary>
    internal long RepliedAt { get; private set; }

    /// <summary>The most that it holds or is about to: what it offers now, or a write that may still be on its way.</summary>
    internal int Possible => Math.Max(Line.Box.OfferedCurrent, _sent.Where(one => _all.Now - one.At <= s_underWay).Select(one => one.Amperes).DefaultIfEmpty().Max());

    /// <summary>Its failsafe has struck while the service's machine stood still; the service finds that out with its next connection at the latest.</summary>
    internal long? TimeLost { get; set; }

    public void Opened() => (_timeLost, TimeLost) = (TimeLost ?? _timeLost, null);

    public void Sent(ReadOnlySpan<byte> request)
    {
        Waiting = true;
        (_moment, _atOnce) = (_all.Now, _all.Now == _moment ? _atOnce + 1 : 0);
        if (_atOnce > MostAtOnce)
            throw _all.Violated(Invariant.Bounded, $"{Id}: {MostAtOnce} requests and no moment passes");
        var (address, value) = (Address(request), BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
        var writes = request[0] == 6;
        if (_all.Received is not null)
            _all.Note(writes ? $"{Id}: {address} = {value}" : $"{Id}: {address}+{value} is asked for");
        if (writes && address == Setpoint)
        {
            SetpointSent(value);
            return;
        }

        _fall.OtherSent(address);
        if (writes)
            _failsafe.Written(address, value);
        if (!writes || address != AliveRegister)
            return;
        Phases.AliveSent();
        _alive.Sent();
        _failsafe.AliveSent();
        _overdraw.AliveSent();
    }

    public void Answered(ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply)
    {
        (Waiting, RepliedAt) = (false, _all.Now);
        var address = Address(request);
        var refused = (reply[0] & 0x80) != 0;
        // A write that is echoed as another is none that the service may count on.
        if (request[0] == 6 && !refused && !reply.SequenceEqual(request))
        {
            Failed(request);
            return;
        }

        if (_all.Received is not null && (refused || request[0] == 6))
            _all.Note($"{Id}: {address} is {(refused ? "refused" : "acknowledged")}");
        if (refused)
            _alive.Failed(address);
        if (request[0] == 6)
            _failsafe.Ended(address, refused);
        if (request[0] == 6 && address == Setpoint)
            SetpointAnswered(refused);
        else if (refused)
            _overdraw.Refused();
        else if (request[0] is 3 or 4)
            Read(address, BinaryPrimitives.ReadUInt16BigEndian(request[3..]), reply);
    }

    public void Failed(ReadOnlySpan<byte> request)
    {
        if (_all.Received is not null)
            _all.Note($"{Id}: {Address(request)} is not answered");
        Waiting = false;
        _alive.Failed(Address(request));
        if (request[0] == 6)
            _failsafe.Ended(Address(request), failed: true);
        _end.Excuse();
        if (request[0] != 6)
            Ended(Address(request), BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
    }

    public void Closed()
    {
        _thawedAt = Line.Box.IsFrozen ? _all.Now : _thawedAt;
        (Waiting, Acknowledged, InFlight) = (false, null, null);
        _fall.Closed();
        _alive.Closed();
        _overdraw.Closed();
    }

    /// <summary>So much time has passed that the service cannot know of: what it has read is younger by its clock.</summary>
    internal void Unnoticed(TimeSpan span)
    {
        _alive.Unnoticed(span);
        _overdraw.Unnoticed();
    }

    /// <summary>
    /// True where a read has lately ended the connection, as it always does on this box, or the connection was given up for frozen registers:
    /// then it may be out of reach for its timeout.
    /// </summary>
    internal bool EndedLately => _endings.Values.Select(times => times.LastOrDefault()).Append(_thawedAt).Max() is > 0 and var at
        && _all.Now - at < TimeSpan.FromSeconds(_all.Draw.FallBack + 30).Ticks;

    /// <summary>A new service begins, which may have lost what the one before has learnt.</summary>
    internal void Forgotten()
    {
        _endings.Clear();
        (_timeLost, TimeLost) = (null, null);
    }

    /// <summary>Asked at least once a second, while the process runs.</summary>
    internal void Look() => _fall.Look();

    // What has ended the connection before is not asked for again and again.
    private void Ended(int first, int count)
    {
        foreach (var register in Box.Closes.Where(register => register >= first && register < first + count))
        {
            if (!_endings.TryGetValue(register, out var times))
                _endings[register] = times = [];
            times.Enqueue(_all.Now);
            _all.Draw.Broken();
            while (times.Peek() < _all.Now - s_hour)
                times.Dequeue();
            if (times.Count > MostEndings)
                _all.Violated(Invariant.Bounded, $"{Id}: {register} has ended the connection {times.Count} times within an hour, and is asked for again");
        }
    }

    private void SetpointSent(int amperes)
    {
        var oracle = _all.Oracle;
        JudgeLostTime(null);
        _fall.SetpointSent(amperes);
        if (amperes is not (0 or (>= 6 and <= 32)))
            _all.Violated(Invariant.SetpointWithinAllowance, $"{Id}: {amperes} A written");
        if (!_all.Allowed(this, amperes, together: false))
        {
            _all.Violated(
                oracle.Commanded.Mode == "off" || oracle.Stopped.ContainsKey(Id) ? Invariant.OffStaysOff
                : oracle.Sun.Dark && amperes > 16 ? Invariant.NoSunNoBoost
                : Invariant.SetpointWithinAllowance,
                $"{Id}: {amperes} A written, allowed are {oracle.Watts:0} W");
        }

        if (amperes > Math.Max(Possible, Acknowledged ?? 0))
        {
            _all.Count("seen: a raise");
            if (!_all.Draw.Excused && !oracle.Allows(amperes + _all.OthersPossible(this), _all.PhasesFor(this)))
                _all.Violated(Invariant.SetpointWithinAllowance, $"{Id}: {amperes} A written after {Possible} A, others may hold {_all.OthersPossible(this)} A, allowed are {oracle.Watts:0} W");
        }

        InFlight = amperes;
        _sent.RemoveAll(one => _all.Now - one.At > s_underWay);
        _sent.Add((amperes, _all.Now));
    }

    private void SetpointAnswered(bool refused)
    {
        // What was refused was not taken; what was sent before it may still be on its way.
        if (refused)
        {
            _sent.RemoveAt(_sent.Count - 1);
        }
        else
        {
            (Acknowledged, Left) = (InFlight, InFlight ?? Left);
            _sent.Clear();
        }

        if (!refused && InFlight is { } amperes)
            _overdraw.Offered(amperes);
        else
            _end.Excuse();
        InFlight = null;
        _fall.SetpointAnswered();
    }

    private void Read(int address, int count, ReadOnlySpan<byte> reply)
    {
        var words = reply[2..].ToArray();
        int Word(int register) => BinaryPrimitives.ReadUInt16BigEndian(words.AsSpan((register - address) * 2));
        _alive.Read(address, count, Word);
        _overdraw.Read(address, count, Word);
        _failsafe.Read(address, count, Word);
        if (address != Setpoint)
            return;
        var found = Word(Setpoint);
        // On a serial line there is no connection that is made anew.
        if (_all.Facts.Serial)
            Opened();
        JudgeLostTime(found);
        _readBack = found;
        _overdraw.Offered(Math.Max(found, Acknowledged ?? 0));
    }

    // A charger that says what it said before shows nothing, unless it is what it falls back to and the connection was lost for it.
    private void JudgeLostTime(int? found)
    {
        if (_timeLost is not { } at)
            return;
        _timeLost = null;
        if (_all.Now - at < TimeSpan.FromSeconds(60).Ticks && (found is null || found != _readBack || (found == Line.Box.FailsafeCurrent && !_all.Facts.Serial)))
            _all.Oracle.Sun.Distrusted(at);
    }

    private static int Address(ReadOnlySpan<byte> request) => BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
}
