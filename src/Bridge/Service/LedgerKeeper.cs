using System.Collections.Immutable;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.State;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Keeps the energy counters on the disk: read once at the start, written at most once a minute and at the end. Counting waits for nothing of this.</summary>
internal sealed class LedgerKeeper(EnergyLedger ledger, IStateDirectory directory, TimeProvider time, ILogger<LedgerKeeper> logger) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lastTimeout = TimeSpan.FromSeconds(1);

    private readonly TwinFile _file = new(directory, "energy");
    private LedgerState? _kept;
    private ImmutableHashSet<(string Charger, bool Session)> _reckoned = [];
    private bool _failureReported;

    /// <summary>Keeps until cancelled, then once more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (ledger.State is null)
            Restore();
        try
        {
            while (true)
            {
                Report();
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
            Log.Warning(logger, kept is null ? $"{damage}: the counters of charged energy start again" : damage);
        ledger.Restore(kept ?? LedgerState.Empty);
        _reckoned = ledger.Reckoned;
    }

    // Once for each counter, when the power takes its place and when it counts again.
    private void Report()
    {
        var now = ledger.Reckoned;
        foreach (var (charger, session) in now.Except(_reckoned))
            Log.Warning(logger, session
                ? $"{charger}: its session energy does not follow the measured power; session_energy is calculated from the power from now on"
                : $"{charger}: its energy meter does not follow the measured power; energy_total is calculated from the power from now on");
        foreach (var (charger, session) in _reckoned.Except(now))
            Log.Notice(logger, $"{charger}: its {(session ? "session energy" : "energy meter")} follows the measured power again and counts from now on");
        _reckoned = now;
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
            _failureReported = false;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            if (!_failureReported)
                Log.Warning(logger, $"{_file.Path}: {failed.Message}. The counters of charged energy stand still until it can be written");
            _failureReported = true;
        }
    }
}
