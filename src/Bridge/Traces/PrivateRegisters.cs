using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Bridge.Traces;

/// <summary>
/// Takes out of a recording what belongs to its owner: serial number, charge point id, RFID tag and date, and whatever stands in registers that
/// the vendor's table does not name. Register by register, so that a read that covers a part of them is treated as a whole one is.
/// </summary>
internal static class PrivateRegisters
{
    // 260101, in the words that hold it: a date as good as any.
    private const uint Date = 260101;

    // Between these are gaps in the table, all among measurements; outside nothing is known.
    private static readonly ImmutableArray<(ushort First, ushort Last)> s_plain =
    [
        Rows(Evc04Registers.Brand), Rows(Evc04Registers.Model), Rows(Evc04Registers.Firmware), Rows(Evc04Registers.Time),
        Rows(Evc04Registers.RatedPower, Evc04Registers.PhaseSwitch), Rows(Evc04Registers.ChargepointState, Evc04Registers.CableMaxCurrent),
        Rows(Evc04Registers.SessionEnergy, Evc04Registers.SessionEnd), Rows(Evc04Registers.FailsafeCurrent, Evc04Registers.FailsafeTimeout),
        Rows(Evc04Registers.ChargingCurrent), Rows(Evc04Registers.Alive),
    ];

    /// <summary>What a recording keeps of a register's word: the word, or a constant of the same shape.</summary>
    internal static ushort Masked(ushort address, ushort word)
    {
        foreach (var (first, last) in s_plain)
        {
            if (address >= first && address <= last)
                return word;
        }

        var date = Evc04Registers.Date.Address;
        if (address == date || address == date + 1)
            return word == 0 ? word : (ushort)(address == date ? Date >> 16 : Date);
        return (ushort)((Masked((byte)(word >> 8)) << 8) | Masked((byte)word));
    }

    // Texts keep their length and what kind each character is, so that a replay decodes them the same way.
    private static byte Masked(byte character) => character switch
    {
        0 => 0,
        >= (byte)'0' and <= (byte)'9' => (byte)'0',
        >= (byte)'A' and <= (byte)'Z' => (byte)'A',
        >= (byte)'a' and <= (byte)'z' => (byte)'a',
        _ => (byte)'-',
    };

    private static (ushort First, ushort Last) Rows(Evc04Register first, Evc04Register? last = null) =>
        (first.Address, (ushort)((last ?? first).Address + (last ?? first).Count - 1));
}
