using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Adjacent registers that one request reads.</summary>
/// <param name="Address">The first register.</param>
/// <param name="Count">How many, 1 to 125.</param>
/// <param name="Function">3 or 4.</param>
public sealed record RegisterBlock(ushort Address, ushort Count, ModbusFunction Function)
{
    private const int MaximumCount = 125;

    /// <summary>
    /// Joins registers without a gap between them; some firmware refuses a read across a gap. Sorted by address.
    /// </summary>
    public static ImmutableArray<RegisterBlock> Of(IEnumerable<Evc04Register> registers)
    {
        var blocks = new List<RegisterBlock>();
        foreach (var register in registers.OrderBy(r => r.Address))
        {
            var adjacent = blocks is [.., var last]
                && last.Function == register.Function
                && last.Address + last.Count == register.Address
                && last.Count + register.Count <= MaximumCount;
            if (adjacent)
                blocks[^1] = blocks[^1] with { Count = (ushort)(blocks[^1].Count + register.Count) };
            else
                blocks.Add(new RegisterBlock(register.Address, register.Count, register.Function));
        }

        return [.. blocks];
    }
}
