using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Bridge.Cli.Trace;

/// <summary>
/// What a recording asks for: first every row of the vendor's table by itself, then, where all is wanted, what some firmware takes and other
/// firmware does not; from the second round on only what changes. A read that ended the connection or was silent twice is left out.
/// </summary>
internal sealed class TraceReads
{
    private const int MostFailures = 2;
    private const int LongestNumber = 2;

    // Joined reads that a driver may try, across the table's gaps too; and 1006 as the one register that the vendor's table gives it.
    private static readonly ImmutableArray<TraceRead> s_joined =
    [
        new(ModbusFunction.ReadInputRegisters, 1006, 1),
        new(ModbusFunction.ReadInputRegisters, 1000, 38),
        new(ModbusFunction.ReadInputRegisters, 1008, 12),
        new(ModbusFunction.ReadInputRegisters, 1020, 18),
        new(ModbusFunction.ReadInputRegisters, 1100, 7),
        new(ModbusFunction.ReadInputRegisters, 1502, 12),
        new(ModbusFunction.ReadHoldingRegisters, 2000, 3),
    ];

    private readonly Dictionary<TraceRead, int> _failures = [];
    private readonly ImmutableArray<TraceRead> _later;
    private ImmutableArray<TraceRead> _round;
    private int _next;

    /// <summary>Begins with what each round reads first.</summary>
    /// <param name="full">True for joined reads and optional registers, too.</param>
    internal TraceReads(bool full)
    {
        var rows = Evc04Registers.All.Where(register => !register.Optional).Select(Row).ToImmutableArray();
        _later = [.. rows.Where(read => read.Count <= LongestNumber)];
        // The optional registers last: they may cost the connection.
        _round = full ? [.. rows, .. Runs(), .. s_joined, .. Evc04Registers.All.Where(register => register.Optional).Select(Row)] : rows;
    }

    /// <summary>The first read of every connection: each box has this register, so that without an answer the connection is to blame.</summary>
    internal static TraceRead Greeting { get; } = Row(Evc04Registers.ChargingCurrent);

    /// <summary>The next read; false at the end of a round, after which the next begins.</summary>
    internal bool TryNext(out TraceRead read)
    {
        while (_next < _round.Length && _failures.GetValueOrDefault(_round[_next]) >= MostFailures)
            _next++;
        if (_next < _round.Length)
        {
            read = _round[_next];
            return true;
        }

        (_round, _next, read) = (_later, 0, default);
        return false;
    }

    /// <summary>The previous read was answered, or refused.</summary>
    internal void Answered() => _next++;

    /// <summary>The previous read got no answer, or ended the connection.</summary>
    internal void Failed() => _failures[_round[_next]] = _failures.GetValueOrDefault(_round[_next]) + 1;

    private static TraceRead Row(Evc04Register register) => new(register.Function, register.Address, register.Count);

    // Rows without a gap between them, two and more.
    private static IEnumerable<TraceRead> Runs()
    {
        Evc04Register[] rows = [.. Evc04Registers.All.Where(register => !register.Optional).OrderBy(register => register.Address)];
        for (var first = 0; first < rows.Length;)
        {
            var next = first + 1;
            while (next < rows.Length && rows[next].Function == rows[first].Function && rows[next].Address == rows[next - 1].Address + rows[next - 1].Count)
                next++;
            if (next - first > 1)
                yield return new TraceRead(rows[first].Function, rows[first].Address, (ushort)(rows[next - 1].Address + rows[next - 1].Count - rows[first].Address));
            first = next;
        }
    }
}
