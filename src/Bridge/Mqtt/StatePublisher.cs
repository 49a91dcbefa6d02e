using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// Keeps the retained topics equal to the latest report for as long as a connection lasts: what changed, at most once a second a
/// topic, and everything again on a new connection and when Home Assistant has come back.
/// </summary>
internal sealed class StatePublisher(ReportFeed feed, ReportTopics topics, EventQueue events, TimeProvider time, ILogger<StatePublisher> logger)
{
    private static readonly TimeSpan s_birthSpread = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly TopicBoard _board = new(time);
    private readonly AsyncSignal _news = new(time);
    private long _renewAt;
    private bool _faultReported;

    /// <summary>Home Assistant has come back: everything goes out again after 0 to 3 s, so that not all of its devices speak at once.</summary>
    public void Announce()
    {
        var due = time.GetTimestamp() + (long)(Random.Shared.NextDouble() * s_birthSpread.TotalSeconds * time.TimestampFrequency);
        Interlocked.CompareExchange(ref _renewAt, due | 1, 0);
        _news.Set();
    }

    /// <summary>Publishes until cancelled or until the connection fails; then throws.</summary>
    public async Task RunAsync(IPublisher publisher, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _board.Offer(topics.Online);
        _board.Renew(atOnce: true);
        var following = FollowAsync(ending.Token);
        events.Added += _news.Set;
        try
        {
            while (true)
            {
                var untilRenewal = Renewal();
                if (feed.Latest is { } report)
                    await topics.SettleAsync(publisher, report, cancellation);
                foreach (var topic in _board.Due())
                {
                    if (_board.Take(topic) is not { } payload)
                        continue;
                    await publisher.PublishAsync(new OutgoingMessage(topic, payload, Retain: true), cancellation);
                    _board.Confirm(topic, payload);
                }

                while (events.Peek() is { } news)
                {
                    await publisher.PublishAsync(new OutgoingMessage(topics.Event, news, Retain: false), cancellation);
                    events.Delivered(news);
                }

                var untilDue = _board.UntilDue() ?? s_longest;
                await _news.WaitAsync(untilDue < untilRenewal ? untilDue : untilRenewal, cancellation);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            events.Added -= _news.Set;
            await ending.CancelAsync();
            await following;
        }
    }

    private TimeSpan Renewal()
    {
        var renewAt = Interlocked.Read(ref _renewAt);
        if (renewAt == 0)
            return s_longest;
        var rest = time.GetElapsedTime(time.GetTimestamp(), renewAt);
        if (rest > TimeSpan.Zero)
            return rest;
        Interlocked.Exchange(ref _renewAt, 0);
        _board.Renew(atOnce: false);
        return s_longest;
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var report in feed.Follow(cancellation))
                Offer(report);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The connection is over.
        }
    }

    private void Offer(CycleReport report)
    {
        try
        {
            foreach (var value in topics.Of(report))
                _board.Offer(value);
        }
        catch (Exception fault)
        {
            // One report that cannot be published must not suppress those after it.
            if (!_faultReported)
                logger.ReportNotReported(fault);
            _faultReported = true;
        }

        _news.Set();
    }
}
