using Microsoft.Extensions.Time.Testing;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Watched;

/// <summary>A clock that knows how often the watch has begun its pause between two looks.</summary>
internal sealed class PauseCountingTime : FakeTimeProvider
{
    private int _pauses;

    internal static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(250);

    internal int Pauses => Volatile.Read(ref _pauses);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == Pause)
            Interlocked.Increment(ref _pauses);
        return timer;
    }
}
