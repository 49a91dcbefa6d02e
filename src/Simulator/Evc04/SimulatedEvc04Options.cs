using System.Collections.Immutable;

namespace WallboxMqtt.Simulator.Evc04;

/// <summary>How the simulated wallbox is built and set.</summary>
public sealed record SimulatedEvc04Options
{
    /// <summary>Registers 100 to 124.</summary>
    public string Serial { get; init; } = "7310012345678901";

    /// <summary>Registers 130 to 179.</summary>
    public string ChargePointId { get; init; } = "WALLBOX-1";

    /// <summary>Registers 190 to 199.</summary>
    public string Brand { get; init; } = "Vestel";

    /// <summary>Registers 210 to 214.</summary>
    public string Model { get; init; } = "EVC04-AC22";

    /// <summary>Registers 230 to 279.</summary>
    public string Firmware { get; init; } = "v3.187.0-1.0.160.0";

    /// <summary>1 or 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>The least current it offers, amperes.</summary>
    public int MinCurrent { get; init; } = 6;

    /// <summary>The highest current it offers, amperes.</summary>
    public int MaxCurrent { get; init; } = 32;

    /// <summary>Volts of L1; L2 and L3 differ a little.</summary>
    public double Voltage { get; init; } = 230;

    /// <summary>Failsafe current as it comes from the factory, amperes.</summary>
    public int FailsafeCurrent { get; init; } = 32;

    /// <summary>Failsafe timeout as it comes from the factory, seconds; 0 means 20.</summary>
    public int FailsafeTimeout { get; init; }

    /// <summary>The meter when it was installed, Wh.</summary>
    public double MeterStart { get; init; } = 1_234_500;

    /// <summary>True for firmware that sends one UTF-16BE character a register.</summary>
    public bool WideText { get; init; }

    /// <summary>True for firmware with the registers 405 and 1516.</summary>
    public bool OptionalRegisters { get; init; }

    /// <summary>True for firmware that reads back 6 for a setpoint of 0, a minute after it was written with no vehicle.</summary>
    public bool ZeroReadsBackAsSix { get; init; }

    /// <summary>True for a box that takes no new master before the timeout has passed after a drop.</summary>
    public bool RefusesAfterDrop { get; init; }

    /// <summary>Registers that this firmware does not have: any request that touches one is refused with exception 2.</summary>
    public ImmutableArray<ushort> Refuses { get; init; } = [];

    /// <summary>Registers that this firmware never answers for.</summary>
    public ImmutableArray<ushort> Silences { get; init; } = [];

    /// <summary>Registers whose read makes this firmware close the connection.</summary>
    public ImmutableArray<ushort> Closes { get; init; } = [];

    /// <summary>True for firmware that refuses to read two rows of the vendor's table in one request.</summary>
    public bool RefusesJoinedReads { get; init; }

    /// <summary>The box's own limit in amperes (cable, load management): a higher setpoint is taken and held down to it. Null for none.</summary>
    public int? OwnLimit { get; init; }

    /// <summary>True if a register is refused, never answered for, or closes the connection.</summary>
    public bool Hides(ushort register) => Refuses.Contains(register) || Silences.Contains(register) || Closes.Contains(register);
}
