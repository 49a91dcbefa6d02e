using System.Buffers.Binary;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Holds every request of the service to one wallbox against the invariants.</summary>
internal sealed class ChargerWatch(SafetyWatch all, string id, SimulatedEvc04 box) : IWire
{
    private const int Setpoint = 5004;
    private const int AliveRegister = 6000;
    private const long Stale = 12 * TimeSpan.TicksPerSecond;
    private const long UnderWay = 4 * TimeSpan.TicksPerSecond;

    // Without any of these a cycle has failed.
    private static readonly int[] s_steering = [1000, 1006, 1010, 1012, Setpoint];

    private readonly Dictionary<int, long> _read = [];
    private long _repliedAt;
    private long _steeringFailedAt;
    private long _loweredAt;
    private long? _tooHighSince;
    private bool _contradicted;
    private int? _inFlight;
    private int _sent;
    private int _sentBefore;
    private long _sentAt;
    private bool _open;

    /// <summary>Acknowledged on this connection.</summary>
    internal int? Acknowledged { get; private set; }

    /// <summary>A request is out.</summary>
    internal bool Waiting { get; private set; }

    /// <summary>The most that it holds or is about to: what it offers now, or a write that may still be on its way.</summary>
    internal int Possible => Math.Max(box.OfferedCurrent, all.Now - _sentAt <= UnderWay ? _sent : 0);

    internal bool InReach => _open && Acknowledged is not null;

    /// <summary>Its failsafe has struck while the service's machine stood still; the service finds that out with its next connection at the latest.</summary>
    internal bool TimeLost { get; set; }

    public void Opened()
    {
        _open = true;
        if (!TimeLost)
            return;
        TimeLost = false;
        all.Oracle.Distrusted();
    }

    public void Sent(ReadOnlySpan<byte> request)
    {
        Waiting = true;
        if (request[0] == 6)
            all.Note($"{id}: {Address(request)} = {BinaryPrimitives.ReadUInt16BigEndian(request[3..])}");
        if (request[0] == 6 && Address(request) == Setpoint)
        {
            SetpointSent(BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
            return;
        }

        if (FallOverdue())
            all.Violated(Invariant.FallAtOnce, $"{id}: asks for {Address(request)} while {Acknowledged} A stand, allowed are {all.Oracle.Watts():0} W");
        if (request[0] == 6 && Address(request) == AliveRegister)
            AliveSent();
    }

    public void Answered(ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply)
    {
        (Waiting, _repliedAt) = (false, all.Now);
        var address = Address(request);
        var refused = (reply[0] & 0x80) != 0;
        if (request[0] == 6)
            all.Note($"{id}: {address} is {(refused ? "refused" : "acknowledged")}");
        if (request[0] == 6 && address == Setpoint)
        {
            // What was refused was not taken; what was sent before it may still be on its way.
            if (refused)
                (_steeringFailedAt, _sent) = (all.Now, _sentBefore);
            else
                (Acknowledged, _sent, _inFlight) = (_inFlight, 0, null);
        }
        else if (request[0] is 3 or 4)
        {
            if (refused && s_steering.Contains(address))
                _steeringFailedAt = all.Now;
            else if (!refused)
                Read(address, reply);
        }
    }

    public void Failed(ReadOnlySpan<byte> request)
    {
        all.Note($"{id}: {Address(request)} is not answered");
        (Waiting, _steeringFailedAt) = (false, all.Now);
    }

    public void Closed()
    {
        (_open, Waiting, Acknowledged, _contradicted) = (false, false, null, false);
        _inFlight = null;
        _read.Clear();
    }

    /// <summary>So much time has passed that the service cannot know of: what it has read is younger by its clock.</summary>
    internal void Unnoticed(TimeSpan span)
    {
        foreach (var (address, at) in _read)
            _read[address] = at + span.Ticks;
    }

    /// <summary>Asked now and then: a fall that nobody writes is one, too.</summary>
    internal void Look()
    {
        if (!Waiting && FallOverdue())
            all.Violated(Invariant.FallAtOnce, $"{id}: {Acknowledged} A stand, allowed are {all.Oracle.Watts():0} W, and nothing is written");
    }

    // A fall asks for action from the moment it is known to a running process. Asked often enough, the last change is what made it a fall.
    private bool FallOverdue()
    {
        if (Acknowledged is not { } amperes || all.Allowed(id, amperes))
            _tooHighSince = null;
        else
            _tooHighSince ??= all.Oracle.ChangedAt;
        return _tooHighSince is { } since && _loweredAt < since
            && all.Now - Math.Max(Math.Max(since, all.RunsSince), _repliedAt) > SafetyWatch.LinkTime;
    }

    private void SetpointSent(int amperes)
    {
        var oracle = all.Oracle;
        if (amperes is not (0 or (>= 6 and <= 32)))
            all.Violated(Invariant.SetpointWithinAllowance, $"{id}: {amperes} A written");
        if (!all.Allowed(id, amperes))
        {
            all.Violated(
                oracle.Intent().Mode == Balancer.Policy.ChargingMode.Off || oracle.Intent().Stopped.Contains(id) ? Invariant.OffStaysOff
                : oracle.Sunless > TimeSpan.Zero && amperes > 16 ? Invariant.NoSunNoBoost
                : Invariant.SetpointWithinAllowance,
                $"{id}: {amperes} A written, allowed are {oracle.Watts():0} W");
        }

        if (amperes > Math.Max(Possible, Acknowledged ?? 0) && !all.Draw.Excused && !oracle.Allows(amperes + all.OthersPossible(this)))
            all.Violated(Invariant.SetpointWithinAllowance, $"{id}: {amperes} A written after {Possible} A, others may hold {all.OthersPossible(this)} A, allowed are {oracle.Watts():0} W");
        if (amperes > all.Highest)
            all.Violated(Invariant.SetpointWithinAllowance, $"{id}: {amperes} A written, it can do {all.Highest} A");
        _sentBefore = all.Now - _sentAt <= UnderWay ? _sent : 0;
        (_inFlight, _sent, _sentAt, _loweredAt) = (amperes, Math.Max(amperes, _sentBefore), all.Now, all.Now);
    }

    private void AliveSent()
    {
        var broken = Acknowledged is null ? "no setpoint is acknowledged on this connection"
            : _inFlight is not null ? $"the setpoint of {_inFlight} A is not acknowledged"
            : _contradicted ? $"a higher setpoint than {Acknowledged} A was read back"
            : s_steering.FirstOrDefault(address => !_read.TryGetValue(address, out var at) || at < _steeringFailedAt || all.Now - at > Stale) is > 0 and var address
                ? $"{address} was not read since {TimeSpan.FromTicks(_steeringFailedAt):c}"
            : null;
        if (broken is not null)
            all.Violated(Invariant.AliveBehindCycle, $"{id}: sign of life while {broken}");
    }

    private void Read(int address, ReadOnlySpan<byte> reply)
    {
        _read[address] = all.Now;
        if (address != Setpoint || _inFlight is not null)
            return;
        var readBack = BinaryPrimitives.ReadUInt16BigEndian(reply[2..]);
        _contradicted = Acknowledged is { } amperes && readBack > amperes && !(amperes == 0 && readBack == 6);
    }

    private static int Address(ReadOnlySpan<byte> request) => BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
}
