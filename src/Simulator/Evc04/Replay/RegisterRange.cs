using System.Runtime.InteropServices;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>The registers that one read asks for.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegisterRange(byte Function, ushort Address, ushort Count)
{
    private int End => Address + Count;

    /// <summary>True if all of <paramref name="other"/> is part of it.</summary>
    internal bool Covers(RegisterRange other) => Function == other.Function && Address <= other.Address && End >= other.End;

    /// <summary>True if both have a register in common.</summary>
    internal bool Overlaps(RegisterRange other) => Function == other.Function && Address < other.End && other.Address < End;

    /// <summary>True if <paramref name="address"/> is one of its registers.</summary>
    internal bool Contains(ushort address) => address >= Address && address < End;
}
