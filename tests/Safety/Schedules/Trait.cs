namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What may be special about a house. What it means in figures is drawn from the house's seed: <see cref="HousePlan"/>.</summary>
internal enum Trait
{
    // --- the house and its contract
    TwoChargers,
    ThreeChargers,
    FourChargers,
    MeasuredVoltage,
    WattContract,
    UnbalanceLimit,
    MeterGuard,

    // --- the inverter
    FastSource,
    SecondSourceAgrees,
    SecondSourceContradicts,
    OtherDelays,

    // --- how it is set
    SlowPoll,
    OtherTimeout,
    FailsafeNotWritten,
    FailsafeNotWrittenAndOther,

    // --- the line
    SomeLatency,
    SlowBox,
    VerySlowBox,
    SerialLine,

    // --- the wallbox
    FactorySettings,
    WideText,
    OptionalRegisters,
    ZeroReadsBackAsSix,
    RefusesAfterDrop,
    LowMaximum,
    HighMinimum,
    OwnLimit,
    RefusesDisplayRegisters,
    RefusesSteeringRegisters,
    RefusesFailsafeRegisters,
    RefusesJoinedReads,
    SilentRegisters,
    ClosingRegisters,
}
