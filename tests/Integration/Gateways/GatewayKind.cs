namespace WallboxMqtt.Tests.Integration.Gateways;

/// <summary>What a gateway does otherwise than Modbus TCP has it.</summary>
public enum GatewayKind
{
    NumbersAreZero,
    CountsByItself,
    AnotherUnit,
    EachAnswerTwice,
    CrcWithinTheLength,
    CrcBehindTheFrame,
    RtuOverTcp,
    HalfFrames,
    OneInTwentyLate,
}
