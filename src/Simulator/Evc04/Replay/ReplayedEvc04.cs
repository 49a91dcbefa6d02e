using System.Buffers.Binary;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>
/// An EVC04 that answers as a recorded one did: its values at each moment, its refusals, silences, delays and closings. Its time begins
/// with the first master; after the recording's end the last values stay. What a master writes is taken unless the recording shows that it
/// is refused, and the failsafe is the vendor's. The figures do not follow the setpoint: they are the recorded ones.
/// </summary>
public sealed class ReplayedEvc04 : IModbusDevice, IDisposable
{
    private const byte IllegalFunction = 1;
    private const byte IllegalValue = 3;
    private const int FactoryCurrent = 32;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly RecordedWords _words;
    private readonly RecordedAnswers _answers;
    private readonly RecordedDoor _door;
    private readonly ReplayClock _clock;
    private readonly Evc04Failsafe _failsafe;
    private readonly Dictionary<ushort, RecordedReadBack> _readBacks;
    private readonly Dictionary<ushort, (ushort Value, long At)> _written = [];
    private bool _fellBack;

    /// <summary>Switched on; nothing happens before the first master comes.</summary>
    public ReplayedEvc04(Trace trace, TimeProvider time)
    {
        _time = time;
        var endings = new RecordedEndings(trace);
        _words = new RecordedWords(trace.Entries);
        _clock = new ReplayClock(time, _words.Frozen, trace.Entries);
        _answers = new RecordedAnswers(trace, endings.IsConnections, _words);
        _door = new RecordedDoor(trace.Entries, endings.TurnedAway);
        _readBacks = new ushort[] { 2000, 2002, 5004 }.ToDictionary(address => address, address => new RecordedReadBack(address, trace.Entries));
        _failsafe = new Evc04Failsafe(_gate, time, () => _fellBack = true, () => FailsafeStruck?.Invoke())
        {
            Current = _words.At(3, 2000, TimeSpan.Zero) ?? FactoryCurrent,
            Seconds = _words.At(3, 2002, TimeSpan.Zero) ?? 0,
        };
    }

    /// <summary>After each acknowledged write, in order.</summary>
    public event Action<RegisterWrite>? Written;

    /// <summary>When the failsafe strikes: the server of the master's connection closes it.</summary>
    public event Action? FailsafeStruck;

    /// <summary>How often the failsafe struck while a master was in charge.</summary>
    public int FailsafeCount => _failsafe.Count;

    /// <summary>What the setpoint register reads, amperes a phase.</summary>
    public int Setpoint
    {
        get
        {
            lock (_gate)
                return Word(3, 5004);
        }
    }

    /// <inheritdoc />
    public bool AcceptsMaster
    {
        get
        {
            lock (_gate)
            {
                _clock.Start();
                return !_failsafe.HasMaster && Now >= _door.OpensAt && !_failsafe.DroppedWithin(_door.AfterDrop);
            }
        }
    }

    private TimeSpan Now => _clock.Now;

    /// <inheritdoc />
    public int Answer(byte unit, ReadOnlySpan<byte> request, Span<byte> reply) => Respond(unit, request, reply).Length;

    /// <inheritdoc />
    public ModbusReply Respond(byte unit, ReadOnlySpan<byte> request, Span<byte> reply)
    {
        RegisterWrite? write = null;
        ModbusReply answer;
        lock (_gate)
        {
            answer = request switch
            {
                [3 or 4, _, _, _, _] => Read(request, reply),
                [6, _, _, _, _] => Write(request, reply, out write),
                _ => Refuse(request.IsEmpty ? (byte)0 : request[0], IllegalFunction, reply, TimeSpan.Zero),
            };
        }

        if (write is { } taken)
            Written?.Invoke(taken);
        return answer;
    }

    /// <inheritdoc />
    public void MasterCame(Action hangUp)
    {
        FailsafeStruck += hangUp;
        lock (_gate)
        {
            _clock.Connect();
            _failsafe.MasterCame();
        }
    }

    /// <inheritdoc />
    public void MasterWent(Action hangUp)
    {
        FailsafeStruck -= hangUp;
        lock (_gate)
            _failsafe.MasterWent();
    }

    /// <inheritdoc />
    public void Dispose() => _failsafe.Dispose();

    private static ModbusReply Refuse(byte function, byte code, Span<byte> reply, TimeSpan delay)
    {
        reply[0] = (byte)(function | 0x80);
        reply[1] = code;
        return new ModbusReply(2, delay);
    }

    private ModbusReply Read(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        var range = new RegisterRange(request[0], BinaryPrimitives.ReadUInt16BigEndian(request[1..]), BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
        if (range.Count is 0 or > 125 || range.Address + range.Count > ushort.MaxValue + 1)
            return Refuse(range.Function, IllegalValue, reply, TimeSpan.Zero);
        var entry = _answers.Read(range, Now);
        var delay = _answers.Delay(range.Function, range.Address, range.Count);
        if (entry.Failed)
            return Fail(entry, range.Function, reply, delay);
        reply[0] = range.Function;
        reply[1] = (byte)(range.Count * 2);
        for (var i = 0; i < range.Count; i++)
            BinaryPrimitives.WriteUInt16BigEndian(reply[(2 + (i * 2))..], Word(range.Function, (ushort)(range.Address + i)));
        return new ModbusReply(2 + (range.Count * 2), delay);
    }

    private ModbusReply Write(ReadOnlySpan<byte> request, Span<byte> reply, out RegisterWrite? write)
    {
        write = null;
        var address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
        var value = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        var delay = _answers.Delay(6, address, 1);
        if (_answers.Write(address, value, Now) is { Failed: true } refusal)
            return Fail(refusal, 6, reply, delay);
        if (address is not (2000 or 2002 or 5004 or 6000))
            return Fail(_answers.Unknown, 6, reply, delay);
        if (address is 2000 or 5004 && value is not (0 or (>= 6 and <= 32)))
            return Refuse(6, IllegalValue, reply, delay);
        Take(address, value);
        write = new RegisterWrite(address, value, _time.GetTimestamp());
        request[..5].CopyTo(reply);
        return new ModbusReply(5, delay);
    }

    private void Take(ushort address, ushort value)
    {
        if (address == 6000)
        {
            _failsafe.IsAlive = value == 1;
            return;
        }

        _written[address] = (value, _time.GetTimestamp());
        if (address == 2000)
            _failsafe.Current = Word(3, 2000);
        else if (address == 2002)
            _failsafe.Seconds = Word(3, 2002);
        else
            _failsafe.Control();
        _fellBack &= address != 5004;
    }

    private static ModbusReply Fail(TraceEntry entry, byte function, Span<byte> reply, TimeSpan delay)
    {
        switch (entry.Outcome)
        {
            case TraceOutcome.Exception:
                return Refuse(function, entry.Code, reply, delay);
            case TraceOutcome.Odd:
                reply[..entry.Code].Clear();
                reply[0] = function;
                return new ModbusReply(entry.Code, delay);
            case TraceOutcome.Silent or TraceOutcome.Closed or TraceOutcome.RefusedConnection:
                return new ModbusReply(0, delay, entry.Outcome == TraceOutcome.Closed);
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry.Outcome, "no failure");
        }
    }

    private ushort Word(byte function, ushort address)
    {
        if (function == 3)
        {
            if (address == 6000)
                return (ushort)(_failsafe.IsAlive ? 1 : 0);
            if (address == 5004 && _fellBack)
                return (ushort)_failsafe.Current;
            if (_written.TryGetValue(address, out var last))
                return _readBacks[address].Of(last.Value, _time.GetElapsedTime(last.At));
            if (address == 5004 && _words.At(3, 5004, Now) is null)
                return (ushort)_failsafe.Current;
            if (address is 2000 or 2002 && _words.At(3, address, Now) is null)
                return (ushort)(address == 2000 ? _failsafe.Current : _failsafe.Seconds);
        }

        return _words.At(function, address, Now) ?? 0;
    }
}
