using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// When to try again to reach a charger. It takes every connection for its master's return, and restarts its failsafe timeout. One
/// that accepts connections and cannot be steered is therefore left alone until it has fallen back by itself.
/// </summary>
internal sealed class ReconnectPolicy(Random random, TimeProvider time)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10), random);

    // It may notice the end of a connection as late as it answers: up to 3 s.
    private static readonly TimeSpan s_noticed = TimeSpan.FromSeconds(5);

    // If it is unknown whether it falls back at all, it is not left alone forever.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private long _failedAt = time.GetTimestamp();
    private long _seenAt = time.GetTimestamp();
    private TimeSpan _retryAfter;

    /// <summary>How long until the next attempt is due; 0 or less when it is.</summary>
    internal TimeSpan UntilRetry => _retryAfter - time.GetElapsedTime(_failedAt);

    /// <summary>True if it saw no connection of ours for so long that it has fallen back even if it noticed the end late.</summary>
    /// <param name="latest">When it falls back at the latest.</param>
    internal bool FallenBack(TimeSpan latest) => latest < Policy.Fallback.Never && time.GetElapsedTime(_seenAt) >= latest * 2;

    /// <summary>A round succeeded.</summary>
    internal void Recovered() => _backoff.Reset();

    /// <summary>An attempt failed, or a connection is lost.</summary>
    /// <param name="open">True if there was a connection: the charger saw its master.</param>
    /// <param name="steered">True if a setpoint was acknowledged on it.</param>
    /// <param name="latest">When it falls back at the latest.</param>
    internal void Lost(bool open, bool steered, TimeSpan latest)
    {
        _failedAt = time.GetTimestamp();
        _retryAfter = _backoff.Next();
        if (!open)
            return;
        _seenAt = _failedAt;
        if (!steered)
            _retryAfter = latest < s_longestWait ? latest + s_noticed : s_longestWait;
    }
}
