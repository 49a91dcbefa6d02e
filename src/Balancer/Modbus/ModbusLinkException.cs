namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// The link failed: no connection, no answer in time, closed, or an answer that does not belong to its request. The connection
/// is of no more use and must be dropped, or a late answer could be taken for that of the next request.
/// </summary>
public sealed class ModbusLinkException(string message, Exception? inner = null) : ModbusException(message, inner)
{
    /// <summary>True if the peer frames its answers in the other way: RTU instead of Modbus TCP, or the other way round.</summary>
    public bool OtherFraming { get; init; }
}
