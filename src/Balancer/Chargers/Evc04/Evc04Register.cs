using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>One row of the vendor's register map.</summary>
/// <param name="Name">The vendor's name.</param>
/// <param name="Address">First register as on the wire, 0-based.</param>
/// <param name="Count">Number of 16-bit registers.</param>
/// <param name="Function">3 for read-write registers, 4 for read-only ones; every write is function 6.</param>
/// <param name="Type">How to read the words.</param>
/// <param name="Unit">The vendor's unit; null for none.</param>
/// <param name="Pace">How often the driver reads it.</param>
/// <param name="Optional">True if older firmware lacks it.</param>
public sealed record Evc04Register(
    string Name, ushort Address, ushort Count, ModbusFunction Function, RegisterType Type, string? Unit, ReadPace Pace, bool Optional = false)
{
    /// <summary>What it holds, human-readable.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>What its numbers 0, 1, ... mean; empty if it is no enumeration.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>What 0 stands for beside the number; null for nothing else.</summary>
    public string? ZeroMeans { get; init; }

    /// <summary>True for a register that the master may write.</summary>
    public bool Writable => Function == ModbusFunction.ReadHoldingRegisters;
}
