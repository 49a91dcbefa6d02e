using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Metering;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Keeps the energy counters on the disk: read once at the start, written at most once a minute and at the end. Counting waits for nothing of this.</summary>
internal sealed class LedgerKeeper(EnergyLedger ledger, IStateDirectory directory, TimeProvider time, ILogger<LedgerKeeper> logger) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lastTimeout = TimeSpan.FromSeconds(1);

    private readonly TwinFile _file = new(directory, "energy");
    private LedgerState? _kept;
    private bool _failureTold;

    /// <summary>Keeps until cancelled, then once more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (ledger.State is null)
            Restore();
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

    private void Restore()
    {
        var kept = _file.Load(LedgerJson.Read, out var damage);
        if (damage is not null)
            Log.Warning(logger, kept is null ? $"{damage}: the counters of charged energy begin anew" : damage);
        ledger.Restore(kept ?? LedgerState.Empty);
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        if (ledger.State is not { } state || (_kept is not null && state.Same(_kept)))
            return;
        try
        {
            await _file.SaveAsync(LedgerJson.Write(state), cancellation);
            _kept = state;
            ledger.Kept(state);
            _failureTold = false;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            if (!_failureTold)
                Log.Warning(logger, $"{_file.Path}: {failed.Message}. The counters of charged energy stand still until it can be written");
            _failureTold = true;
        }
    }
}
