using System.Collections.Immutable;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Keeps what devices want to remember over restarts: read once at the start, written when it changes. Control waits for nothing of this.</summary>
/// <param name="kinds">The kinds of chargers that are configured.</param>
/// <param name="directory">Where it is kept.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="logger">Receives failures.</param>
internal sealed class MemoryKeeper(ImmutableArray<ChargerModule> kinds, IStateDirectory directory, TimeProvider time, ILogger<MemoryKeeper> logger) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lastTimeout = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<(ChargerModule Kind, KeptMemory Memory)> _all =
    [
        .. kinds.Select(kind => (Kind: kind, Memory: kind.NewMemory())).Where(pair => pair.Memory is not null)
            .Select(pair => (pair.Kind, new KeptMemory(pair.Memory!, directory, logger))),
    ];

    /// <summary>What each kind of charger keeps.</summary>
    internal IReadOnlyDictionary<ChargerModule, IDeviceMemory> Memories => _all.ToDictionary(pair => pair.Kind, pair => pair.Memory.Device);

    /// <summary>Reads what was kept before; call before control begins.</summary>
    public void Load()
    {
        foreach (var (_, memory) in _all)
            memory.Load();
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
    public void Dispose()
    {
        foreach (var (_, memory) in _all)
            memory.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        foreach (var (_, memory) in _all)
            await memory.KeepAsync(cancellation);
    }
}
