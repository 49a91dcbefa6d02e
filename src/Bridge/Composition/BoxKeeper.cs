using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.State;

namespace WallboxMqtt.Bridge.Composition;

/// <summary>Keeps what the wallboxes have shown of how they answer: read once at the start, written when it changes. Control waits for nothing of this.</summary>
internal sealed class BoxKeeper(IStateDirectory directory, TimeProvider time, ILogger<BoxKeeper> logger) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lastTimeout = TimeSpan.FromSeconds(1);

    private readonly TwinFile _file = new(directory, "boxes");
    private object? _kept;
    private bool _failureTold;

    /// <summary>What is known of the boxes.</summary>
    internal BoxMemory Boxes { get; } = new();

    /// <summary>Reads what was kept before; call before control begins.</summary>
    public void Load()
    {
        var kept = _file.Load(BoxMemoryJson.Read, out var damage);
        if (damage is not null)
            Log.Warning(logger, kept is null ? $"{damage}: what the wallboxes answer is learnt anew" : damage);
        if (kept is not null)
            Boxes.Restore(kept);
        _kept = Boxes.All;
    }

    /// <summary>Keeps until cancelled, then once more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await KeepAsync(cancellation);
                await Task.Delay(s_pause, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(s_lastTimeout, time);
            await KeepAsync(limit.Token);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private async Task KeepAsync(CancellationToken cancellation)
    {
        var all = Boxes.All;
        if (ReferenceEquals(all, _kept))
            return;
        try
        {
            await _file.SaveAsync(BoxMemoryJson.Write(all), cancellation);
            _kept = all;
            _failureTold = false;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            if (!_failureTold)
                Log.Warning(logger, $"{_file.Path}: {failed.Message}. What the wallboxes answer is learnt anew after a restart");
            _failureTold = true;
        }
    }
}
