namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Leaves out what did not work: for an hour the first time, then for a day each time, until it works once.</summary>
internal sealed class Setback(TimeProvider time)
{
    private TimeSpan _lasts;
    private long _since = time.GetTimestamp();

    /// <summary>How often it was left out since it last worked.</summary>
    internal int Times { get; private set; }

    /// <summary>True while it is left out.</summary>
    internal bool Stands => Left > TimeSpan.Zero;

    /// <summary>What has to survive a restart; null if nothing has.</summary>
    internal SetbackState? State => Times == 0 ? null : new SetbackState(Times, Math.Max(0, Math.Ceiling(Left.TotalSeconds)));

    private TimeSpan Left => Times == 0 ? TimeSpan.Zero : _lasts - time.GetElapsedTime(_since);

    /// <summary>It did not work.</summary>
    internal void Begin() => Resume(Times + 1, Times == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1));

    /// <summary>It works.</summary>
    /// <returns>True if it did not before.</returns>
    internal bool Clear()
    {
        var news = Times > 0;
        Times = 0;
        return news;
    }

    /// <summary>Goes on from before a restart.</summary>
    internal void Restore(SetbackState state) => Resume(Math.Max(1, state.Times), TimeSpan.FromSeconds(Math.Clamp(state.Seconds, 0, 86_400)));

    private void Resume(int times, TimeSpan lasts) => (Times, _lasts, _since) = (times, lasts, time.GetTimestamp());
}
