using System.Threading.Channels;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>
/// Has the latest intent saved, beside the commands and never in their way: at most once a second, tried again every 30 s after a
/// failure, and once more when the service stops.
/// </summary>
internal sealed class IntentSaver(IIntentKeeper keeper, TimeProvider time, ILogger<IntentSaver> logger)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lastTimeout = TimeSpan.FromSeconds(1);

    private readonly Channel<Intent> _pending = Channel.CreateBounded<Intent>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private Intent? _saved;
    private bool _failureTold;

    /// <summary>Notes an intent to be saved; never waits. The latest one wins.</summary>
    public void Offer(Intent intent) => _pending.Writer.TryWrite(intent);

    /// <summary>Saves until cancelled, then what is still pending.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _pending.Reader.WaitToReadAsync(cancellation))
            {
                if (!_pending.Reader.TryRead(out var intent))
                    continue;
                var saved = await SaveAsync(intent, s_timeout, cancellation);
                if (!saved)
                    OfferAgain(intent);
                await Task.Delay(saved ? s_pause : s_retry, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (_pending.Reader.TryRead(out var last))
                await SaveAsync(last, s_lastTimeout, CancellationToken.None);
        }
    }

    private void OfferAgain(Intent intent)
    {
        // A newer one may be waiting already; it must not be pushed out by the older.
        if (!_pending.Reader.TryPeek(out _))
            _pending.Writer.TryWrite(intent);
    }

    private async Task<bool> SaveAsync(Intent intent, TimeSpan timeout, CancellationToken cancellation)
    {
        if (intent == _saved)
            return true;
        string? warning;
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            warning = await keeper.SaveAsync(intent, both.Token).AsTask().WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            OfferAgain(intent);
            throw;
        }
        catch (Exception fault)
        {
            warning = fault is OperationCanceledException ? "it took too long" : fault.Message;
        }

        if (warning is null)
            _saved = intent;
        else if (!_failureTold)
            logger.IntentNotSaved(warning);
        _failureTold = warning is not null;
        return warning is null;
    }
}
