namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>Real time that can be put forward; timers under way are not moved.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _ahead;

    internal void Jump(TimeSpan span) => Interlocked.Add(ref _ahead, (long)(span.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _ahead);
}
