using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// An energy counter as statistics need it: it never falls, and does not jump. A reading that the device cannot have reached since the
/// last one (a 0 after a restart, a garbled figure, another device) counts only once such readings have stood for ten minutes.
/// </summary>
/// <param name="most">The most that can flow.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class SteadyCounter(Watts most, TimeProvider time)
{
    private static readonly TimeSpan s_standing = TimeSpan.FromMinutes(10);
    private static readonly WattHours s_step = new(200);

    private long? _readAt;
    private (long Since, WattHours Last)? _odd;

    /// <summary>The last reading that counts; null before the first.</summary>
    public WattHours? Value { get; private set; }

    /// <summary>Begins with what it was before a restart; how much has flowed since is not known.</summary>
    public void Restore(WattHours? value) => Value ??= value;

    /// <summary>Takes a reading.</summary>
    /// <returns>True if it counts.</returns>
    public bool Take(WattHours reading)
    {
        var now = time.GetTimestamp();
        if (Value is not { } last || Follows(last, reading, _readAt is { } at ? time.GetElapsedTime(at, now) : null))
            return Count(reading, now);
        if (_odd is not { } odd || !Follows(odd.Last, reading, time.GetElapsedTime(odd.Since, now)))
            _odd = (now, reading);
        else if (time.GetElapsedTime(odd.Since, now) >= s_standing)
            return Count(reading, now);
        else
            _odd = odd with { Last = reading };
        return false;
    }

    private bool Count(WattHours reading, long now)
    {
        (Value, _readAt, _odd) = (reading, now, null);
        return true;
    }

    private bool Follows(WattHours last, WattHours reading, TimeSpan? elapsed) =>
        reading >= last && (elapsed is not { } span || (reading - last).Value <= (most.Value * span.TotalHours) + s_step.Value);
}
