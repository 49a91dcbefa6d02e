using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What a charger measures and reports. Null means not reported (yet).</summary>
public sealed record ChargerReading
{
    /// <summary>From this current in A on, a phase carries current: above idle noise (0.05 A) and below what any car charges with.</summary>
    public const double Carries = 1;

    /// <summary>OCPP connector state.</summary>
    public ChargerState? State { get; init; }

    /// <summary>True in control-pilot state C2, where the contactor is closed and the car may draw, and whenever a phase carries current.</summary>
    public bool? Charging { get; init; }

    /// <summary>True while a car is plugged in.</summary>
    public bool? Vehicle { get; init; }

    /// <summary>The vendor's fault code; 0 is none.</summary>
    public uint? FaultCode { get; init; }

    /// <summary>True while the equipment reports a fault of its own, by state or code.</summary>
    public bool Faulted => State == ChargerState.Faulted || FaultCode > 0 || EquipmentFault;

    /// <summary>True if the equipment state is "fault".</summary>
    public bool EquipmentFault { get; init; }

    /// <summary>Measured current a phase.</summary>
    public PhaseValues<Amperes?> Current { get; init; }

    /// <summary>Measured voltage a phase, phase to neutral.</summary>
    public PhaseValues<Volts?> Voltage { get; init; }

    /// <summary>Measured power a phase.</summary>
    public PhaseValues<Watts?> PhasePower { get; init; }

    /// <summary>Measured power of all phases.</summary>
    public Watts? Power { get; init; }

    /// <summary>The charger's own meter, since it was made.</summary>
    public WattHours? EnergyTotal { get; init; }

    /// <summary>Energy of this session.</summary>
    public WattHours? SessionEnergy { get; init; }

    /// <summary>Length of this session.</summary>
    public TimeSpan? SessionDuration { get; init; }

    /// <summary>The least current the charger offers.</summary>
    public Amperes? MinCurrent { get; init; }

    /// <summary>The highest current the charger offers.</summary>
    public Amperes? MaxCurrent { get; init; }

    /// <summary>The highest current the cable carries; null if that is not plausible, as without a cable.</summary>
    public Amperes? CableMaxCurrent { get; init; }

    /// <summary>The highest current of this session as the charger has it; on some boxes it only mirrors the setpoint.</summary>
    public Amperes? SessionMaxCurrent { get; init; }

    /// <summary>What the charger says its setpoint is.</summary>
    public Amperes? SetpointReadBack { get; init; }
}
