namespace WallboxMqtt.Simulator.Traces;

/// <summary>What a trace says before its first exchange.</summary>
public sealed record TraceHeader
{
    /// <summary>The program that wrote it; null if it does not say.</summary>
    public string? By { get; init; }

    /// <summary>The Modbus unit, 1 to 255.</summary>
    public byte Unit { get; init; } = 255;

    /// <summary><c>tcp</c> or <c>rtu</c>.</summary>
    public string Line { get; init; } = "tcp";

    /// <summary>True if no master controlled the wallbox meanwhile: it had no sign of life, so that its failsafe closed connections.</summary>
    public bool Alone { get; init; }

    /// <summary>What becomes of a read of registers that the wallbox does not have; null leaves that to what the trace shows.</summary>
    public TraceEntry? Unknown { get; init; }
}
