namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Opens the way to a Modbus device: the seam between the protocol and sockets, serial lines or a simulated link.</summary>
public interface IModbusDialer
{
    /// <summary>Where it connects to, for messages.</summary>
    string Address { get; }

    /// <summary>Opens a fresh transport.</summary>
    /// <exception cref="ModbusLinkException">It cannot be opened.</exception>
    ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation);
}
