namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>The times of each <see cref="ReadPace"/>.</summary>
internal static class ReadPaces
{
    /// <summary>How old a value should become at most: on a slow box, what is nearest to that is read next.</summary>
    internal static TimeSpan Target(this ReadPace pace) => pace switch
    {
        ReadPace.Setpoint or ReadPace.Policy => TimeSpan.FromSeconds(8),
        ReadPace.State or ReadPace.Clock => TimeSpan.FromSeconds(15),
        ReadPace.Display => TimeSpan.FromSeconds(45),
        ReadPace.Text => TimeSpan.FromMinutes(10),
        ReadPace.OnDemand => Timeout.InfiniteTimeSpan,
    };

    /// <summary>True for what is read beside the one other block of a round.</summary>
    internal static bool IsEssential(this ReadPace pace) => pace is ReadPace.Policy or ReadPace.State or ReadPace.Clock;

    /// <summary>True for what is read each round.</summary>
    internal static bool IsEachRound(this ReadPace pace) => pace is ReadPace.Policy or ReadPace.State;

    /// <summary>How soon it is read again at the earliest; what <see cref="IsEachRound"/> says is read each round.</summary>
    internal static TimeSpan Least(this ReadPace pace) => pace switch
    {
        ReadPace.Clock => TimeSpan.FromSeconds(5),
        ReadPace.Display => TimeSpan.FromSeconds(20),
        ReadPace.OnDemand or ReadPace.Setpoint or ReadPace.Policy or ReadPace.State or ReadPace.Text => pace.Target(),
    };

    /// <summary>How long a value counts; older, it is unknown. Null for forever: the identity of a box does not change on one connection.</summary>
    internal static TimeSpan? MaxAge(this ReadPace pace) => pace switch
    {
        ReadPace.Setpoint or ReadPace.Policy => TimeSpan.FromSeconds(15),
        ReadPace.Text => null,
        ReadPace.OnDemand or ReadPace.State or ReadPace.Clock or ReadPace.Display => TimeSpan.FromMinutes(3),
    };
}
