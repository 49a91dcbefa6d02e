using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control.Monitors;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Keeps the charger's setpoint at what is decided: writes it, judges what is read back and measured, and reports to the other chargers what
/// this one may be drawing, before a raise is sent and after a fall is acknowledged.
/// </summary>
internal sealed class SetpointControl
{
    /// <summary>More writes than this before one sign of life: commands come faster than the charger answers. They wait for the next round.</summary>
    internal const int MostWrites = 8;

    private readonly ControlRequests _requests;
    private readonly SetpointPlanner _planner;
    private readonly Func<Fallback> _reckon;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InForceBounds _inForce;
    private readonly SetpointTracker _tracker;
    private readonly OvercurrentMonitor _overcurrent;
    private readonly CompetingMasterMonitor _otherMasters;
    private readonly SessionCeiling _session;
    private bool _refuses;

    /// <summary>Nothing is written yet.</summary>
    /// <param name="requests">Makes the requests.</param>
    /// <param name="planner">Decides.</param>
    /// <param name="reckon">What the charger does by itself, as it has to be assumed at this moment.</param>
    /// <param name="time">Monotonic clock.</param>
    /// <param name="logger">Takes each new setpoint.</param>
    internal SetpointControl(ControlRequests requests, SetpointPlanner planner, Func<Fallback> reckon, TimeProvider time, ILogger logger)
    {
        (_requests, _planner, _reckon, _time, _logger) = (requests, planner, reckon, time, logger);
        _inForce = new InForceBounds(reckon, time);
        _tracker = new SetpointTracker(_inForce, reckon, time);
        _overcurrent = new OvercurrentMonitor(time);
        _otherMasters = new CompetingMasterMonitor(time);
        _session = new SessionCeiling(time);
    }

    /// <summary>The setpoint that the charger acknowledged on this connection; null before the first.</summary>
    internal int? Acknowledged => _tracker.Acknowledged;

    /// <summary>True while a setpoint stands acknowledged and no higher one is read back.</summary>
    internal bool Holds => _tracker.Holds;

    /// <summary>True while the charger holds less than was written by a limit of its own.</summary>
    internal bool IsLimited => _tracker.Limit < _tracker.Acknowledged;

    /// <summary>True while the car draws more than it is offered, or is stopped for it.</summary>
    internal bool Overdraws => _overcurrent.Fault is not null || _planner.Stopped;

    /// <summary>What a person should know of the charger, in one line; null for nothing.</summary>
    internal string? Problem =>
        _overcurrent.Fault
        ?? (_planner.Stopped ? "stopped: its car drew more than it was offered. Look at the car and the charger, then command a mode" : null)
        ?? _otherMasters.Fault
        ?? _tracker.Mismatch;

    /// <summary>The most amperes a phase that the car may be drawing, whether or not the charger is in reach.</summary>
    internal int MayDraw => _inForce.MayDraw;

    /// <summary>A connection has come about.</summary>
    /// <param name="found">The setpoint that the charger reports; null if it did not answer.</param>
    /// <returns>When the last connection was lost, where the charger has fallen back although that was not due yet; otherwise null.</returns>
    internal long? Connected(int? found)
    {
        var lost = _tracker.FellBackTooSoon(found);
        if (found is { } amperes)
            _inForce.Found(amperes);
        Hold();
        return lost;
    }

    /// <summary>Steers if something new was received, or the last write was not answered.</summary>
    internal async ValueTask SteerOnNewsAsync()
    {
        if (_planner.HasNews || _tracker.IsUnanswered)
            await SteerAsync();
    }

    /// <summary>Decides, and writes if the setpoint has to change. If it writes nothing, no request was made.</summary>
    /// <returns>True if it wrote: meanwhile something may have been received.</returns>
    internal async ValueTask<bool> SteerAsync()
    {
        var wrote = false;
        for (var writes = 0; writes < MostWrites; writes++)
        {
            Decide();
            if (!_tracker.MustWrite(_planner.Target))
                break;
            wrote = true;
            await WriteAsync();
        }

        _planner.Reacted();
        return wrote;
    }

    /// <summary>Takes a setpoint that was read back, at once after the read: a write that follows would make it look contradicted, or hide that it was.</summary>
    internal void ReadBack(int found)
    {
        var before = _tracker.Mismatch;
        _tracker.ReadBack(found, _requests.Charger.Reading.Charging ?? true);
        if (_tracker.Mismatch is not { } mismatch || mismatch == before)
            return;
        if (_tracker.IsUnpaused)
            return;
        if (found != _reckon().Amperes)
            _otherMasters.Seen(found);
        else if (_inForce.IsAliveYoung && !_tracker.IsOwnLimit(found))
        {
            // On a serial line there is no connection that it could close.
            _planner.DistrustSun(_time.GetTimestamp());
            _tracker.Suspect(found);
        }
    }

    /// <summary>Takes what was read.</summary>
    internal void Measure(ChargerReading reading)
    {
        // What a car may draw is what we wrote: a figure that something else put there is no offer of ours.
        _overcurrent.Measured(_tracker.Acknowledged ?? 0, reading.Current);
        if (_overcurrent.MustStop)
            _planner.Stop();
        _session.Take(reading.SessionMaxCurrent, _tracker.Acknowledged);
        _planner.Measured(reading);
        _inForce.Measured(OvercurrentMonitor.Highest(reading.Current));
        Hold();
    }

    /// <summary>The charger acknowledged a sign of life.</summary>
    internal void Alive()
    {
        _inForce.Alive();
        Hold();
    }

    /// <summary>
    /// Leaves the charger at its failsafe current, or below where less is allowed; call when the service ends. It never raises, so that it may
    /// be called again for what was commanded meanwhile.
    /// </summary>
    /// <returns>The setpoint that it is left at; null if none was acknowledged.</returns>
    /// <exception cref="ChargerException">It could not be lowered.</exception>
    internal async ValueTask<int?> LeaveAsync()
    {
        if (_tracker.Acknowledged is not { } now)
            return null;
        Decide();
        var least = Math.Min(now, Math.Min(_planner.FailsafeTarget, _planner.Target));
        if (_inForce.Highest > least)
        {
            _tracker.Writing(least);
            await _requests.Charger.WriteSetpointAsync(least, CancellationToken.None);
            _tracker.Written(least);
        }

        return least;
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        _tracker.Disconnected();
        _overcurrent.Interrupted();
        _session.Interrupted();
        _planner.Interrupted();
        _refuses = false;
    }

    private void Decide() => _planner.Decide(_requests.Charger.Reading, _session.Ceiling, _inForce.Lowest);

    private async ValueTask WriteAsync()
    {
        var (before, target) = (_tracker.Acknowledged, _planner.Target);
        _tracker.Writing(target);
        Hold();
        try
        {
            if (!await _requests.WriteSetpointAsync(target))
            {
                Refuses();
                return;
            }
        }
        catch (ChargerException)
        {
            Refuses();
            throw;
        }

        _refuses = false;
        _tracker.Written(target);
        Hold();
        if (target < before)
            _planner.Lowered();
        if (before != target)
            Log.Setpoint(_logger, _planner.Id, target, DecisionReasons.Word(_planner.Reason), _planner.Decision.Allowance.ToString());
    }

    // Until it takes a setpoint, the other chargers must not count on its coming down.
    private void Refuses()
    {
        _refuses = true;
        Hold();
    }

    // Before the first setpoint is acknowledged on a connection, it may fall back.
    private void Hold()
    {
        var amperes = _tracker.Acknowledged is null ? Math.Max(_inForce.MayDraw, _reckon().Amperes) : _inForce.MayDraw;
        _planner.Holding(amperes, _refuses ? amperes : _inForce.Overdrawn);
    }
}
