namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Opens the way to a Modbus device: the seam between the protocol and sockets, serial lines or a simulated link.</summary>
public interface IModbusDialer
{
    /// <summary>Where it connects to, for messages.</summary>
    string Address { get; }

    /// <summary>What it means, and what to do, if a device that was reached does not answer its first request.</summary>
    /// <param name="fault">What became of that request.</param>
    /// <param name="otherwise">What else may keep such a device from answering on a connection of its own.</param>
    string ExplainSilence(string fault, string otherwise) =>
        $"it accepts the connection and does not answer ({fault}): another Modbus master may hold it, or {otherwise}";

    /// <summary>Listens, without sending, to what others send on the same line.</summary>
    /// <param name="span">How long, for each of the settings that are tried.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What was received; null if nothing can be overheard.</returns>
    /// <exception cref="ModbusLinkException">The line cannot be opened.</exception>
    ValueTask<LineTraffic?> OverhearAsync(TimeSpan span, CancellationToken cancellation) => ValueTask.FromResult<LineTraffic?>(null);

    /// <summary>Opens a fresh transport.</summary>
    /// <exception cref="ModbusLinkException">It cannot be opened.</exception>
    ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation);
}
