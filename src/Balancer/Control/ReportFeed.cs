using System.Collections.Immutable;
using System.Threading.Channels;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Hands reports from the control path to whoever shows them. Publishing never waits: each subscriber has room for one report,
/// and a slow one misses those in between (latest value wins).
/// </summary>
public sealed class ReportFeed
{
    private ImmutableArray<Channel<CycleReport>> _subscribers = [];
    private CycleReport? _latest;

    /// <summary>The latest report; null before the first cycle.</summary>
    public CycleReport? Latest => Volatile.Read(ref _latest);

    /// <summary>Hands a report to everyone; never waits.</summary>
    public void Publish(CycleReport report)
    {
        Volatile.Write(ref _latest, report);
        foreach (var subscriber in _subscribers)
            subscriber.Writer.TryWrite(report);
    }

    /// <summary>
    /// All reports from now on, beginning with the latest if there is one, until cancelled. Several in quick succession may
    /// come as the last one alone.
    /// </summary>
    public async IAsyncEnumerable<CycleReport> Follow([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<CycleReport>(new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Add(one), channel);
        try
        {
            if (Latest is { } latest)
                channel.Writer.TryWrite(latest);
            await foreach (var report in channel.Reader.ReadAllAsync(cancellation))
                yield return report;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Remove(one), channel);
        }
    }
}
