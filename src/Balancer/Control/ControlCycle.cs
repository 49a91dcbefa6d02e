using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// One round: steer, read, verify, sign of life. Between any two reads it looks whether something new was heard and steers
/// first, so that a fall of the sun waits for one request at most.
/// </summary>
internal sealed class ControlCycle(
    ChargerLoopOptions options, ICharger charger, Steering steering, TimeProvider time, ILogger logger)
{
    private readonly AliveGate _gate = new(options.FailsafeTimeout, options.Poll, time);
    private readonly SetpointKeeper _setpoint = new(time);

    // Requests are not cancelled: an exchange cut short leaves a connection that can say nothing more. Their timeout bounds them.
    private static CancellationToken Whole => CancellationToken.None;

    /// <summary>How long the last round took.</summary>
    internal TimeSpan Took { get; private set; }

    /// <summary>The setpoint that the charger acknowledged on this connection; null before the first.</summary>
    internal int? Setpoint => _setpoint.Acknowledged;

    /// <summary>The highest setpoint that the charger may have, acknowledged or not; 0 before the first.</summary>
    internal int Highest => _setpoint.Highest;

    /// <summary>What the charger reads back instead of its setpoint; null where it agrees.</summary>
    internal string? Mismatch => _setpoint.Mismatch;

    /// <summary>True behind a round that finished lately and whose setpoint is acknowledged.</summary>
    internal bool Live => _gate.Live;

    /// <summary>How long the next round may wait.</summary>
    internal TimeSpan UntilNext
    {
        get
        {
            var pause = options.Poll - Took;
            if (pause < options.Poll / 10)
                pause = options.Poll / 10;
            if (_gate.Live && _gate.UntilDue < pause)
                pause = _gate.UntilDue;
            return steering.UntilChange is { } change && change < pause ? change : pause;
        }
    }

    /// <summary>Makes a round. Ends early, between two requests, when <paramref name="stopping"/> is cancelled.</summary>
    /// <exception cref="Modbus.ModbusException">The round failed: no sign of life until one succeeds.</exception>
    internal async Task RunAsync(CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        try
        {
            await SteerAsync();
            charger.BeginReads();
            _setpoint.Reading();
            ReadProgress progress;
            do
            {
                if (stopping.IsCancellationRequested)
                    return;
                progress = await charger.ReadNextAsync(Whole);
                if (steering.NewsHeard)
                    await SteerAsync();
            }
            while (progress == ReadProgress.Steering
                || (progress == ReadProgress.Display && time.GetElapsedTime(started) < options.Poll));

            Verify(charger.Reading);
            if (_setpoint.MustWrite(steering.Target))
                await WriteAsync();
            if (_setpoint.Holds)
                _gate.CycleFinished();
            else
                _gate.CycleFailed();
            await BeatAsync();
        }
        catch
        {
            _gate.CycleFailed();
            throw;
        }
        finally
        {
            Took = time.GetElapsedTime(started);
        }
    }

    /// <summary>Leaves the charger at its failsafe current or below; call when the service ends.</summary>
    internal async Task<int?> LeaveAsync(int failsafe)
    {
        if (_setpoint.Acknowledged is not { } now)
            return null;
        if (now > failsafe)
            await charger.WriteSetpointAsync(failsafe, Whole);
        return Math.Min(now, failsafe);
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        _gate.Disconnected();
        _setpoint.Disconnected();
    }

    private async ValueTask SteerAsync()
    {
        steering.Decide(charger.Reading);
        if (_setpoint.MustWrite(steering.Target))
            await WriteAsync();
    }

    private async ValueTask WriteAsync()
    {
        var (before, target) = (_setpoint.Acknowledged, steering.Target);
        _setpoint.Writing(target);
        steering.Holding(before is null ? Math.Max((int)options.FailsafeCurrent.Value, Highest) : Highest);
        await charger.WriteSetpointAsync(target, Whole);
        _setpoint.Written(target);
        steering.Holding(target);
        if (before != target)
            Log.Setpoint(logger, options.Id, target, Policy.DecisionReasons.Word(steering.Reason), steering.Decision.Allowance.ToString());
    }

    private void Verify(ChargerReading reading)
    {
        steering.Measured(reading);
        if (reading.SetpointReadBack is { } readBack)
            _setpoint.ReadBack((int)readBack.Value, reading.Charging ?? true);
    }

    private async ValueTask BeatAsync()
    {
        if (!_gate.MayBeat)
            return;
        await charger.WriteAliveAsync(Whole);
        _gate.Written();
    }
}
