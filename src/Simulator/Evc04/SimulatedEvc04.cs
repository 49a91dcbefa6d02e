using System.Buffers.Binary;
using System.Collections.Immutable;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Simulator.Evc04;

/// <summary>
/// Vestel's EVC04 as a Modbus server sees it, without a transport: registers, failsafe, and a car behind it. What changes with
/// time is calculated on access; one timer triggers the failsafe.
/// </summary>
public sealed partial class SimulatedEvc04 : IModbusDevice, IDisposable
{
    private const byte IllegalFunction = 1;
    private const byte IllegalAddress = 2;
    private const byte IllegalValue = 3;

    private readonly Lock _gate = new();
    private readonly SimulatedEvc04Options _options;
    private readonly TimeProvider _time;
    private readonly long _builtAt;
    private readonly Dictionary<ushort, (Row Row, int Offset)> _map = [];
    private readonly Evc04Failsafe _failsafe;

    /// <summary>Switched on, without a car and without a master.</summary>
    public SimulatedEvc04(SimulatedEvc04Options options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _builtAt = time.GetTimestamp();
        _failsafe = new Evc04Failsafe(_gate, time, FallBack, () => FailsafeStruck?.Invoke()) { Current = options.FailsafeCurrent, Seconds = options.FailsafeTimeout };
        _setpoint = _offered = options.FailsafeCurrent;
        _meter = options.MeterStart;
        foreach (var row in Rows())
        {
            for (var offset = 0; offset < row.Count; offset++)
                _map[(ushort)(row.Address + offset)] = (row, offset);
        }
    }

    /// <summary>After each accepted write, in order.</summary>
    public event Action<RegisterWrite>? Written;

    /// <summary>When the failsafe strikes: the server of the master's connection closes it.</summary>
    public event Action? FailsafeStruck;

    /// <summary>When the box closes its master's connection without a failsafe: the server of the connection closes it.</summary>
    public event Action? HungUp;

    private TimeSpan Now => _time.GetElapsedTime(_builtAt);

    /// <summary>Answers a request.</summary>
    /// <param name="request">Function code and data.</param>
    /// <param name="reply">Room for 253 bytes.</param>
    /// <returns>Length of the answer; 0 if none is sent.</returns>
    public int Answer(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        RegisterWrite? write = null;
        int length;
        bool hangsUp;
        lock (_gate)
        {
            Pass();
            hangsUp = Touches(_options.Closes, request);
            length = request switch
            {
                _ when hangsUp || Touches(_options.Silences, request) => 0,
                _ when Touches(_options.Refuses, request) => Refuse(request[0], IllegalAddress, reply),
                [3 or 4, _, _, _, _] => Read(request, reply),
                [6, _, _, _, _] => Write(request, reply, out write),
                _ => Refuse(request.IsEmpty ? (byte)0 : request[0], IllegalFunction, reply),
            };
        }

        if (write is { } accepted)
            Written?.Invoke(accepted);
        if (hangsUp)
            HungUp?.Invoke();
        return length;
    }

    int IModbusDevice.Answer(byte unit, ReadOnlySpan<byte> request, Span<byte> reply) => Answer(request, reply);

    void IModbusDevice.MasterCame(Action hangUp)
    {
        FailsafeStruck += hangUp;
        HungUp += hangUp;
        MasterCame();
    }

    void IModbusDevice.MasterWent(Action hangUp)
    {
        FailsafeStruck -= hangUp;
        HungUp -= hangUp;
        MasterWent();
    }

    /// <inheritdoc />
    public void Dispose() => _failsafe.Dispose();

    private static int Refuse(byte function, byte code, Span<byte> reply)
    {
        reply[0] = (byte)(function | 0x80);
        reply[1] = code;
        return 2;
    }

    // True if a read or write of one of these registers is asked for.
    private static bool Touches(ImmutableArray<ushort> registers, ReadOnlySpan<byte> request)
    {
        if (registers.IsEmpty || request is not [3 or 4 or 6, _, _, _, _])
            return false;
        var first = BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
        var count = request[0] == 6 ? 1 : BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        foreach (var register in registers)
        {
            if (register >= first && register < first + count)
                return true;
        }

        return false;
    }

    // A read across a gap, or with the function of the other kind, is refused as some firmware does.
    private int Read(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        var address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
        var count = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        if (count is 0 or > 125)
            return Refuse(request[0], IllegalValue, reply);
        if (_options.RefusesJoinedReads && !(_map.TryGetValue(address, out var first) && first.Offset + count <= first.Row.Count))
            return Refuse(request[0], IllegalAddress, reply);
        for (var i = 0; i < count; i++)
        {
            if (!_map.TryGetValue((ushort)(address + i), out var found) || found.Row.Writable != (request[0] == 3))
                return Refuse(request[0], IllegalAddress, reply);
            BinaryPrimitives.WriteUInt16BigEndian(reply[(2 + (i * 2))..], Word((ushort)(address + i), found.Row, found.Offset));
        }

        reply[0] = request[0];
        reply[1] = (byte)(count * 2);
        return 2 + (count * 2);
    }

    private int Write(ReadOnlySpan<byte> request, Span<byte> reply, out RegisterWrite? write)
    {
        write = null;
        var address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
        var value = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        if (!_map.TryGetValue(address, out var found) || !found.Row.Writable)
            return Refuse(6, IllegalAddress, reply);
        if (!Take(address, value))
            return Refuse(6, IllegalValue, reply);
        write = new RegisterWrite(address, value, _time.GetTimestamp());
        request[..5].CopyTo(reply);
        return 5;
    }
}
