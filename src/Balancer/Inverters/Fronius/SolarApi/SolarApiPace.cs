namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>
/// When the next request is due. Requests keep their rhythm whatever time the answers take; rounds that were missed are left out, and no
/// two requests are closer than Fronius allows.
/// </summary>
/// <param name="interval">From one power flow to the next.</param>
/// <param name="time">Monotonic clock.</param>
internal sealed class SolarApiPace(TimeSpan interval, TimeProvider time)
{
    /// <summary>The least between two requests (Fronius Solar API V1, chapter Timeout).</summary>
    internal static readonly TimeSpan Least = TimeSpan.FromSeconds(4);

    private long? _last;
    private long _due;

    /// <summary>Waits until the next power flow may be asked for.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        var now = time.GetTimestamp();
        if (_last is null)
            _due = now;
        else
            _due = Later(_due, interval);
        // Overslept, or held up by another request: from here on.
        if (time.GetElapsedTime(_due, now) > TimeSpan.Zero)
            _due = now;
        if (_last is { } last && time.GetElapsedTime(last, _due) < Least)
            _due = Later(last, Least);
        await UntilAsync(_due, cancellation);
    }

    /// <summary>Waits until another request may stand between two power flows.</summary>
    internal Task BetweenAsync(CancellationToken cancellation) => _last is { } last
        ? UntilAsync(Later(last, interval / 2 > Least ? interval / 2 : Least), cancellation)
        : Task.CompletedTask;

    private async Task UntilAsync(long due, CancellationToken cancellation)
    {
        var wait = time.GetElapsedTime(time.GetTimestamp(), due);
        // Timers count whole milliseconds, cut down: a request must not be early.
        if (wait > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation);
        _last = time.GetTimestamp();
    }

    private long Later(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * time.TimestampFrequency);
}
