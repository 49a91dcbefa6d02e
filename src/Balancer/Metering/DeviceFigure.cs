using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// A device's own energy figure, freed of falls and jumps. A figure that the device cannot have reached since the last one (a 0 after a
/// restart, a garbled figure, another device) counts only once such figures have stood for ten minutes; then their own progress counts.
/// </summary>
internal sealed class DeviceFigure(TimeProvider time)
{
    /// <summary>The most that flows through one charger. Cars and wallboxes of this kind end at 22 kW.</summary>
    internal static readonly Watts Most = new(25_000);

    /// <summary>Meters count in steps of 100 Wh: so much apart is no news.</summary>
    internal const double Step = 200;

    /// <summary>The most that a device may have counted while the service was away.</summary>
    internal const double MostAway = 250_000;

    private static readonly TimeSpan s_standing = TimeSpan.FromMinutes(10);

    private long? _readAt;
    private (long Since, double First, double Last)? _odd;

    /// <summary>The last figure that counted; null before the first.</summary>
    internal double? Value { get; private set; }

    /// <summary>What must be added to <see cref="Value"/>, so that what is published goes on where it was.</summary>
    internal double Offset { get; set; }

    /// <summary>True while the device shows figures that it cannot have reached.</summary>
    internal bool Odd => _odd is not null;

    /// <summary>Begins with an earlier figure.</summary>
    /// <param name="value">The figure; null if the device never gave one.</param>
    /// <param name="offset">What must be added to it.</param>
    /// <param name="since">When the device showed it, by the monotonic clock; null if that is unknown.</param>
    internal void Begin(double? value, double offset, long? since) => (Value, Offset, _readAt, _odd) = (value, offset, since, null);

    /// <summary>Takes a figure.</summary>
    /// <returns>What the device has counted since the last one that counted; null if this one does not count.</returns>
    internal double? Take(double figure)
    {
        var now = time.GetTimestamp();
        if (Value is not { } last)
            return Count(figure, figure, now);
        if (Reached(last, figure, _readAt is { } at ? time.GetElapsedTime(at, now) : null))
            return Count(figure, last, now);
        if (_odd is not { } odd || !Reached(odd.Last, figure, time.GetElapsedTime(odd.Since, now)))
        {
            _odd = (now, figure, figure);
            return null;
        }

        _odd = odd with { Last = figure };
        if (time.GetElapsedTime(odd.Since, now) < s_standing)
            return null;
        Offset += last - odd.First;
        return Count(figure, odd.First, now);
    }

    private static bool Reached(double last, double figure, TimeSpan? elapsed) =>
        figure >= last && figure - last <= (elapsed is { } span ? (Most.Value * span.TotalHours) + Step : MostAway);

    private double Count(double figure, double since, long now)
    {
        (Value, _readAt, _odd) = (figure, now, null);
        return figure - since;
    }
}
