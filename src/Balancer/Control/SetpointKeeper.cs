namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Knows which setpoint a charger has acknowledged on this connection, and whether it has to be written (again): when it
/// changes, at every connection, every 30 s, and where the charger reads back another one.
/// </summary>
public sealed class SetpointKeeper(TimeProvider time)
{
    /// <summary>The wallbox falls back to its failsafe current and stays there until a setpoint is written.</summary>
    public static TimeSpan RenewInterval { get; } = TimeSpan.FromSeconds(30);

    private long _writtenAt;
    private bool _contradicted;
    private bool _higher;
    private bool _readsAreOld;

    /// <summary>The acknowledged setpoint in amperes a phase; null before the first one on this connection.</summary>
    public int? Acknowledged { get; private set; }

    /// <summary>The highest setpoint that may be in force, also behind a write without an answer and a lost connection; 0 before the first.</summary>
    public int Highest { get; private set; }

    /// <summary>True while a setpoint stands acknowledged and the charger does not read back a higher one.</summary>
    public bool Holds { get; private set; }

    /// <summary>What the charger reads back instead, in one line; null where it agrees.</summary>
    public string? Mismatch { get; private set; }

    /// <summary>True where <paramref name="target"/> has to be written.</summary>
    public bool MustWrite(int target) =>
        Acknowledged != target || _contradicted || time.GetElapsedTime(_writtenAt) >= RenewInterval;

    /// <summary>A cycle's reads begin: what they bring is younger than the last write.</summary>
    public void Reading() => _readsAreOld = false;

    /// <summary>A write is about to be sent: until its acknowledgement either setpoint may be in force.</summary>
    public void Writing(int amperes)
    {
        Holds = false;
        Highest = Math.Max(Highest, amperes);
    }

    /// <summary>The charger acknowledged <paramref name="amperes"/>.</summary>
    public void Written(int amperes)
    {
        // After a higher figure was read back, only the next read tells whether this write was heeded.
        Holds = !_higher;
        _contradicted = false;
        Acknowledged = Highest = amperes;
        _readsAreOld = true;
        _writtenAt = time.GetTimestamp();
    }

    /// <summary>Compares what the charger reads back; a register read before the last write tells nothing.</summary>
    /// <param name="amperes">Register 5004.</param>
    /// <param name="charging">Register 1001: with no vehicle, 0 reads back as 6 after a while; a pause is judged by the state.</param>
    public void ReadBack(int amperes, bool charging)
    {
        if (Acknowledged is not { } wanted || _readsAreOld)
            return;
        var agrees = amperes == wanted || (wanted == 0 && amperes == Policy.Setpoints.Minimum && !charging);
        _contradicted = !agrees;
        Mismatch = agrees ? null : $"setpoint is {wanted} A, the charger reads back {amperes} A";
        _higher = !agrees && amperes > wanted;
        Holds = !_higher;
    }

    /// <summary>The connection is gone.</summary>
    public void Disconnected()
    {
        Acknowledged = null;
        Holds = false;
        Mismatch = null;
        _contradicted = false;
        _higher = false;
    }
}
