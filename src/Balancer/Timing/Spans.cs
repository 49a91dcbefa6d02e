namespace WallboxMqtt.Balancer.Timing;

/// <summary>Arithmetic with spans that may be unknown.</summary>
internal static class Spans
{
    /// <summary>The shorter of two, where null is never.</summary>
    internal static TimeSpan? Sooner(TimeSpan? left, TimeSpan? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
