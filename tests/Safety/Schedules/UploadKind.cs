namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What the inverter sends.</summary>
internal enum UploadKind
{
    Sound,
    Silent,
    Repeated,
    Future,
    Past,
    NotANumber,
    NotANumberText,
    NullPower,
    NoInverters,
    Negative,
    StandbyPower,
    TenTimes,
    JustAbove,
    Truncated,
    Garbage,
    Binary,
    Utf16,
    ByteOrderMark,
    Huge,
    StatusCode,
    EmptyObject,
    OtherSource,
}
