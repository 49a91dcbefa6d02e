using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>The contract with the grid operator: what all chargers together may draw without sun.</summary>
/// <param name="Current">Amperes a phase, where the contract says amperes; then <paramref name="Power"/> is null.</param>
/// <param name="Power">Watts over all phases, where the contract says watts; then <paramref name="Current"/> is null.</param>
/// <param name="Phases">1 to 3.</param>
/// <param name="Voltage">
/// Turns watts into amperes; null takes the charger's highest measured phase voltage, never below 230 V, and 253 V until one is measured.
/// </param>
public sealed record GridCap(Amperes? Current, Watts? Power, int Phases, Volts? Voltage)
{
    /// <summary>The most amperes while a car is not seen to draw on all three phases (VDE-AR-N 4100: 4.6 kVA); null for no such limit.</summary>
    public Amperes? UnbalanceLimit { get; init; }

    /// <summary>The European nominal voltage (EN 60038).</summary>
    public static Volts Nominal { get; } = new(230);

    /// <summary>The highest voltage that a grid may have (EN 50160: nominal and 10 %).</summary>
    public static Volts Highest { get; } = new(253);

    /// <summary>The voltage to calculate with, given the charger's highest measured phase voltage.</summary>
    public Volts VoltageOr(Volts measured) => Voltage ?? Volts.Max(Nominal, measured);

    /// <summary>
    /// The phases to calculate with for a car that draws on <paramref name="used"/> of them. A contract in amperes holds for each phase,
    /// however few of them are used; one in watts for their sum.
    /// </summary>
    public int PhasesFor(int used) => Power is null ? Phases : used;

    /// <summary>The cap in watts at <paramref name="voltage"/>.</summary>
    public Watts At(Volts voltage) => Power ?? Setpoints.PowerOf(Current!.Value, Phases, voltage);
}
