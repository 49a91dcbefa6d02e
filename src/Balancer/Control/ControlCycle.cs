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
    private readonly SetpointKeeper _setpoint = new(new Policy.Fallback((int)options.FailsafeCurrent.Value, options.FailsafeTimeout), time);
    private readonly OverdrawWatch _overdraw = new(time);
    private readonly RivalWatch _rival = new(time);
    private long _judgedReads;

    // Requests are not cancelled: an exchange cut short leaves a connection that can say nothing more. Their timeout bounds them.
    private static CancellationToken Whole => CancellationToken.None;

    /// <summary>How long the last round took.</summary>
    internal TimeSpan Took { get; private set; }

    /// <summary>The setpoint that the charger acknowledged on this connection; null before the first.</summary>
    internal int? Setpoint => _setpoint.Acknowledged;

    /// <summary>True while the car draws more than it is offered, or is stopped for it.</summary>
    internal bool Overdraws => _overdraw.Fault is not null || steering.Stopped;

    /// <summary>What a person should know of the charger, in one line; null for nothing.</summary>
    internal string? Problem =>
        _overdraw.Fault
        ?? (steering.Stopped ? "stopped: its car drew more than it was offered. Look at the car and the charger, then command a mode" : null)
        ?? _rival.Fault
        ?? _setpoint.Mismatch;

    /// <summary>The most amperes that the car may be drawing, whether or not the charger is in reach.</summary>
    internal int MayDraw => _setpoint.MayDraw;

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
            ReadProgress progress;
            do
            {
                if (stopping.IsCancellationRequested)
                    return;
                progress = await charger.ReadNextAsync(Whole);
                JudgeReadBack();
                if (steering.NewsHeard)
                    await SteerAsync();
            }
            while (progress == ReadProgress.Steering
                || (progress == ReadProgress.Display && time.GetElapsedTime(started) < options.Poll));

            Verify(charger.Reading);
            await SteerAsync();
            if (_setpoint.Holds)
                _gate.CycleFinished(started);
            else
                _gate.CycleFailed();
            await BeatAsync();
            steering.Finished(time.GetElapsedTime(started));
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

    /// <summary>A connection has come about: what the charger holds until it is told otherwise.</summary>
    internal void Connected(ChargerReading reading)
    {
        if (reading.SetpointReadBack is { } found)
            _setpoint.Found((int)found.Value);
        steering.Holding(_setpoint.MayDraw, _setpoint.Overdrawn);
    }

    /// <summary>Leaves the charger at its failsafe current, or below where less is allowed; call when the service ends.</summary>
    internal async Task<int?> LeaveAsync(int failsafe)
    {
        if (_setpoint.Acknowledged is not { } now)
            return null;
        steering.Decide(charger.Reading, _setpoint.Kept);
        var least = Math.Min(failsafe, steering.Target);
        if (now > least)
            await charger.WriteSetpointAsync(least, Whole);
        return Math.Min(now, least);
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        _gate.Disconnected();
        _setpoint.Disconnected();
        _overdraw.Interrupted();
        steering.Interrupted();
    }

    private async ValueTask SteerAsync()
    {
        steering.Decide(charger.Reading, _setpoint.Kept);
        if (_setpoint.MustWrite(steering.Target))
            await WriteAsync();
        steering.Reacted();
    }

    private async ValueTask WriteAsync()
    {
        var (before, target) = (_setpoint.Acknowledged, steering.Target);
        _setpoint.Writing(target);
        steering.Holding(before is null ? Math.Max(_setpoint.MayDraw, (int)options.FailsafeCurrent.Value) : _setpoint.MayDraw, _setpoint.Overdrawn);
        await charger.WriteSetpointAsync(target, Whole);
        _setpoint.Written(target);
        steering.Holding(_setpoint.MayDraw, _setpoint.Overdrawn);
        if (target < before)
            steering.Lowered();
        if (before != target)
            Log.Setpoint(logger, options.Id, target, Policy.DecisionReasons.Word(steering.Reason), steering.Decision.Allowance.ToString());
    }

    // At once after the read: a write that follows would make it look contradicted, or hide that it was.
    private void JudgeReadBack()
    {
        if (charger.SetpointReads == _judgedReads || charger.Reading is not { SetpointReadBack.Value: var readBack } reading)
            return;
        _judgedReads = charger.SetpointReads;
        var (before, amperes) = (_setpoint.Mismatch, (int)readBack);
        _setpoint.ReadBack(amperes, reading.Charging ?? true);
        if (_setpoint.Mismatch is { } mismatch && mismatch != before && amperes != (int)options.FailsafeCurrent.Value)
            _rival.Seen(amperes);
    }

    private void Verify(ChargerReading reading)
    {
        var readBack = (int)(reading.SetpointReadBack?.Value ?? 0);
        _overdraw.Measured(Math.Max(_setpoint.Acknowledged ?? 0, readBack), reading.Current);
        if (_overdraw.MustStop)
            steering.Stop();
        steering.Measured(reading);
        _setpoint.Measured(OverdrawWatch.Highest(reading.Current));
        steering.Holding(_setpoint.MayDraw, _setpoint.Overdrawn);
    }

    private async ValueTask BeatAsync()
    {
        if (!_gate.MayBeat)
            return;
        await charger.WriteAliveAsync(Whole);
        _gate.Written();
        _setpoint.Alive();
        steering.Holding(_setpoint.MayDraw, _setpoint.Overdrawn);
    }
}
