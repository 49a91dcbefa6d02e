namespace WallboxMqtt.Balancer.Chargers;

/// <summary>
/// A charger as the control loop sees it. One caller at a time; each method makes one request at most, unless it says otherwise. Requests
/// throw <see cref="ChargerException"/>, which says what makes sense next.
/// </summary>
public interface ICharger : IAsyncDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Address { get; }

    /// <summary>True from the moment a connection has come about until it is closed, also while nothing is answered on it: the charger sees a master.</summary>
    bool IsOpen { get; }

    /// <summary>Its identity, as far as it has been read; null before anything was.</summary>
    ChargerIdentity? Identity { get; }

    /// <summary>What was last read; a value that was not read on this connection, or is too old, is null.</summary>
    ChargerReading Reading { get; }

    /// <summary>What it does by itself, as far as it is known.</summary>
    FailsafeReport Failsafe { get; }

    /// <summary>True while its values stand still: everything but the setpoint is unknown then. A new connection heals it.</summary>
    bool IsFrozen { get; }

    /// <summary>Which of its registers cannot be read.</summary>
    RegisterGaps Gaps => RegisterGaps.None;

    /// <summary>Connects and reads the setpoint in force: two steps, nothing else.</summary>
    ValueTask ConnectAsync(CancellationToken cancellation);

    /// <summary>Closes the connection; never throws.</summary>
    ValueTask DisconnectAsync();

    /// <summary>Writes the setpoint; returns once it is acknowledged.</summary>
    /// <param name="amperes">A phase: 0, or 6 to 32.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask WriteSetpointAsync(int amperes, CancellationToken cancellation);

    /// <summary>Reads the setpoint back.</summary>
    /// <returns>Amperes a phase.</returns>
    ValueTask<int> ReadSetpointAsync(CancellationToken cancellation);

    /// <summary>Writes the sign of life.</summary>
    ValueTask WriteAliveAsync(CancellationToken cancellation);

    /// <summary>Makes the next write that the failsafe needs. What the charger refuses or does not answer is reported by <see cref="Failsafe"/>.</summary>
    /// <param name="amperes">What it should offer by itself, a phase: 0, or 6 to 32.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False if nothing needed to be written.</returns>
    ValueTask<bool> EnsureFailsafeAsync(int amperes, CancellationToken cancellation);

    /// <summary>Begins a round of reads.</summary>
    void BeginReads();

    /// <summary>How long the next read may take at most.</summary>
    TimeSpan LongestRead { get; }

    /// <summary>Makes the round's next read. What the charger refuses or does not answer is unknown then; that fails nothing.</summary>
    /// <returns>False if nothing is left to read in this round.</returns>
    ValueTask<bool> ReadNextAsync(CancellationToken cancellation);
}
