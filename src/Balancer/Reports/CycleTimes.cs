using System.Threading.Channels;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>
/// Carries the durations of rounds and reactions from the control path to the metrics. Writing never waits; if they are not taken,
/// the oldest are dropped.
/// </summary>
public sealed class CycleTimes
{
    private const int Room = 4096;

    private readonly Channel<CycleTime> _times = Channel.CreateBounded<CycleTime>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Adds one; never waits.</summary>
    public void Add(CycleTime time) => _times.Writer.TryWrite(time);

    /// <summary>Takes the oldest.</summary>
    public bool TryTake(out CycleTime time) => _times.Reader.TryRead(out time);
}
