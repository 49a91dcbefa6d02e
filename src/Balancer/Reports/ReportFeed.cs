using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>
/// Hands reports from the control path to its subscribers. Publishing never waits: each subscriber has room for one report,
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
        // Set before the subscribers are read: a subscriber that is not among them yet finds it as the latest.
        Interlocked.Exchange(ref _latest, report);
        foreach (var subscriber in _subscribers)
            subscriber.Writer.TryWrite(report);
    }

    /// <summary>
    /// All reports from now on, beginning with the latest if there is one, until cancelled. Several in quick succession may
    /// come as the last one alone.
    /// </summary>
    public async IAsyncEnumerable<CycleReport> Follow([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<CycleReport>(new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Add(one), channel);
        try
        {
            CycleReport? latest;
            do
            {
                latest = Latest;
                if (latest is not null)
                    channel.Writer.TryWrite(latest);
            }
            while (!ReferenceEquals(latest, Latest)); // It would have taken the place of the one that came meanwhile.

            // ReadAllAsync would do, but leaves the caller's synchronisation context: a simulated world must keep it.
            while (await channel.Reader.WaitToReadAsync(cancellation))
            {
                while (channel.Reader.TryRead(out var report))
                    yield return report;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Remove(one), channel);
        }
    }
}
