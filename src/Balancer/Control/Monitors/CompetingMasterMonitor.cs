namespace WallboxMqtt.Balancer.Control.Monitors;

/// <summary>
/// Distinguishes a lost setpoint, which is written again and forgotten, from a second master that keeps writing its own.
/// That one is reported and not fought: the setpoint is still written once a cycle, never faster.
/// </summary>
/// <param name="time">Monotonic clock.</param>
public sealed class CompetingMasterMonitor(TimeProvider time)
{
    private const int Often = 3;
    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _seen = new();
    private int _written;

    /// <summary>The fault, in one line; null for none. It stands for a minute after the last occurrence.</summary>
    public string? Fault
    {
        get
        {
            while (_seen.TryPeek(out var first) && time.GetElapsedTime(first) > s_span)
                _seen.Dequeue();
            return _seen.Count >= Often
                ? $"something else writes its setpoint ({_written} A was found, and more than once a minute): is there a second Modbus master, or load management in the charger?"
                : null;
        }
    }

    /// <summary>A setpoint was read back that this service did not write.</summary>
    public void Seen(int amperes)
    {
        _written = amperes;
        _seen.Enqueue(time.GetTimestamp());
        if (_seen.Count > Often)
            _seen.Dequeue();
    }
}
