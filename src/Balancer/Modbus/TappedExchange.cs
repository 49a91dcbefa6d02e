namespace WallboxMqtt.Balancer.Modbus;

/// <summary>One request and what became of it, as it passed by.</summary>
/// <param name="At">When it was sent, on the monotonic clock.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Request">Function code and data; empty if a connection was requested.</param>
/// <param name="Reply">Function code and data; empty if no answer came.</param>
/// <param name="Fault">How the connection ended, in one line; null if it did not.</param>
public sealed record TappedExchange(
    long At, TimeSpan Took, TappedOutcome Outcome, ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Reply, string? Fault);
