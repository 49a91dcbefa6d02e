using System.Collections.Immutable;

namespace WallboxMqtt.Simulator.Traces;

/// <summary>One line of a trace: a request and what became of it.</summary>
/// <param name="At">When the request was sent, since the start of the trace.</param>
/// <param name="Took">How long the answer took, or how long the request waited for one.</param>
/// <param name="Action">What was requested.</param>
public sealed record TraceEntry(TimeSpan At, TimeSpan Took, TraceAction Action)
{
    /// <summary>3, 4 or 6; 0 if it is no request.</summary>
    public byte Function { get; init; }

    /// <summary>The first register, as on the wire.</summary>
    public ushort Address { get; init; }

    /// <summary>How many registers a read asked for (1 to 125), the value of a write, or how many exchanges were lost.</summary>
    public ushort Number { get; init; }

    /// <summary>What became of it.</summary>
    public TraceOutcome Outcome { get; init; }

    /// <summary>The registers that came, as many as were asked for; empty for any other outcome.</summary>
    public ImmutableArray<ushort> Words { get; init; } = [];

    /// <summary>The exception's code, or how many bytes an odd answer had.</summary>
    public byte Code { get; init; }

    /// <summary>What a person may want to know beside it; null for nothing. A replay does not need it.</summary>
    public string? Remark { get; init; }

    /// <summary>True if the device did not fulfil the request.</summary>
    public bool Failed => Outcome is not (TraceOutcome.Words or TraceOutcome.Taken or TraceOutcome.Connected);
}
