namespace WallboxMqtt.Simulator.Modbus;

/// <summary>What a Modbus server serves: one or more units behind one address.</summary>
public interface IModbusDevice
{
    /// <summary>True while a new master would be accepted.</summary>
    bool AcceptsMaster => true;

    /// <summary>Answers a request.</summary>
    /// <param name="unit">For which unit.</param>
    /// <param name="request">Function code and data.</param>
    /// <param name="reply">Room for 253 bytes.</param>
    /// <returns>Length of the answer; 0 for silence, as from a unit that does not exist.</returns>
    int Answer(byte unit, ReadOnlySpan<byte> request, Span<byte> reply);

    /// <summary>Answers a request, in its own time, or by the end of the connection.</summary>
    /// <inheritdoc cref="Answer" path="/param"/>
    ModbusReply Respond(byte unit, ReadOnlySpan<byte> request, Span<byte> reply) => new(Answer(unit, request, reply));

    /// <summary>A master has connected.</summary>
    /// <param name="hangUp">Closes its connection.</param>
    void MasterCame(Action hangUp)
    {
    }

    /// <summary>Its connection is gone.</summary>
    /// <inheritdoc cref="MasterCame" path="/param"/>
    void MasterWent(Action hangUp)
    {
    }
}
