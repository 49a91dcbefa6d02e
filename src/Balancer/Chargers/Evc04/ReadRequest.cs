using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>One request of the driver's reads.</summary>
/// <param name="Address">First register.</param>
/// <param name="Count">How many, 1 to 125.</param>
/// <param name="Function">3 or 4.</param>
/// <param name="Rows">What it reads: one row, or half of one, or several.</param>
/// <param name="Level">How they are joined.</param>
internal sealed record ReadRequest(ushort Address, ushort Count, ModbusFunction Function, ImmutableArray<RegisterRow> Rows, JoinLevel Level)
{
    /// <summary>True if it reads more than one row.</summary>
    internal bool IsJoined => Level > JoinLevel.Rows;

    /// <summary>A row by itself, or the word of it that is read next.</summary>
    internal static ReadRequest Of(RegisterRow row) => new(
        (ushort)(row.Register.Address + (row.IsHalved ? row.Half : 0)),
        row.IsHalved ? (ushort)1 : row.Register.Count,
        row.Register.Function,
        [row],
        JoinLevel.Rows);

    /// <summary>The words of one of its rows within its answer.</summary>
    internal ReadOnlySpan<byte> Words(RegisterRow row, ReadOnlySpan<byte> answer) =>
        answer.Slice((row.Register.Address - Address) * 2, row.Register.Count * 2);
}
