namespace WallboxMqtt.Bridge.Logging;

/// <summary>Limits the log lines in a span, however fast messages come.</summary>
internal sealed class LogRateLimiter(TimeSpan span, TimeProvider time)
{
    private const int Most = 20;

    private long? _since;
    private int _taken;

    /// <summary>True if a line may be written.</summary>
    /// <param name="last">True with the first that may not, once a span.</param>
    public bool Take(out bool last)
    {
        if (_since is not { } since || time.GetElapsedTime(since) >= span)
            (_since, _taken) = (time.GetTimestamp(), 0);
        _taken = Math.Min(_taken + 1, Most + 2);
        last = _taken == Most + 1;
        return _taken <= Most;
    }
}
