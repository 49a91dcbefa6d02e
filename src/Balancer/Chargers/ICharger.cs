namespace WallboxMqtt.Balancer.Chargers;

/// <summary>
/// A charger as the control loop sees it. One caller at a time. Every method may throw <see cref="Modbus.ModbusException"/>;
/// after a <see cref="Modbus.ModbusLinkException"/> only <see cref="DisconnectAsync"/> and then <see cref="ConnectAsync"/> make sense.
/// </summary>
public interface ICharger : IAsyncDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Address { get; }

    /// <summary>True from the moment a connection has come about until it is closed, also while nothing is answered on it: the charger sees a master.</summary>
    bool IsOpen { get; }

    /// <summary>Who it is; null before the first connection.</summary>
    ChargerIdentity? Identity { get; }

    /// <summary>What was last read; a value not read since the connection is null.</summary>
    ChargerReading Reading { get; }

    /// <summary>Counts the reads of the setpoint: whether <see cref="ChargerReading.SetpointReadBack"/> is news.</summary>
    long SetpointReads { get; }

    /// <summary>The failsafe registers as last read.</summary>
    FailsafeReport? Failsafe { get; }

    /// <summary>Connects, reads the setpoint in force and the identity, then verifies the failsafe registers (and writes them where they differ and may be written).</summary>
    ValueTask ConnectAsync(CancellationToken cancellation);

    /// <summary>Closes the connection; never throws.</summary>
    ValueTask DisconnectAsync();

    /// <summary>Writes the setpoint; returns once it is acknowledged.</summary>
    /// <param name="amperes">A phase: 0, or 6 to 32.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask WriteSetpointAsync(int amperes, CancellationToken cancellation);

    /// <summary>Tells the charger that its master lives.</summary>
    ValueTask WriteAliveAsync(CancellationToken cancellation);

    /// <summary>Begins a cycle's reads.</summary>
    void BeginReads();

    /// <summary>Makes the next of the cycle's reads, one request; tells what is left. Between two the caller may write.</summary>
    ValueTask<ReadProgress> ReadNextAsync(CancellationToken cancellation);
}
