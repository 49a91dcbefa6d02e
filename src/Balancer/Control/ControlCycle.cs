using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// One round: steer, read the setpoint back, sign of life; then what else there is to read. Between any two requests it looks whether
/// something new was heard and steers first, so that a fall of the sun waits for one request at most. Only the setpoint and the sign of life
/// have to be answered.
/// </summary>
internal sealed class ControlCycle
{
    // So many control requests in a row that got no answer: the line is dead.
    private const int MostSilences = 2;

    // More writes than this before one sign of life: somebody commands faster than the charger answers. It waits for the next round.
    private const int MostWrites = 8;

    // What took longer was no answer's time, but a pause of the process.
    private static readonly TimeSpan s_slowest = TimeSpan.FromSeconds(1);

    // The vendor's table: it looks for the sign of life every half timeout, never more often than every 3 s.
    private static readonly TimeSpan s_shortestTimeout = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan s_longestConfirm = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan s_confirmBeforeBeat = TimeSpan.FromSeconds(5);

    private readonly ChargerLoopOptions _options;
    private readonly ICharger _charger;
    private readonly Steering _steering;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AliveGate _gate;
    private readonly SetpointKeeper _setpoint;
    private readonly OverdrawWatch _overdraw;
    private readonly RivalWatch _rival;
    private readonly SessionCeiling _session;
    private TimeSpan _answerTime;
    private TimeSpan? _shownTimeout;
    private bool _atFailsafe;
    private bool _refuses;
    private int _silences;

    internal ControlCycle(ChargerLoopOptions options, ICharger charger, Steering steering, TimeProvider time, ILogger logger)
    {
        (_options, _charger, _steering, _time, _logger) = (options, charger, steering, time, logger);
        _gate = new AliveGate(() => Fallback.After, time);
        _setpoint = new SetpointKeeper(() => Fallback, time);
        _overdraw = new OverdrawWatch(time);
        _rival = new RivalWatch(time);
        _session = new SessionCeiling(time);
    }

    /// <summary>What the charger does by itself, as it has to be reckoned.</summary>
    internal Policy.Fallback Fallback
    {
        get
        {
            var known = _charger.Failsafe;
            var reckoned = Policy.Fallback.Reckon(new((int)_options.FailsafeCurrent.Value, _options.FailsafeTimeout), known.Current, known.Timeout, known.Fault is not null);
            return known.Timeout is null && _shownTimeout < reckoned.After ? reckoned with { After = _shownTimeout.Value } : reckoned;
        }
    }

    /// <summary>How long the last round took.</summary>
    internal TimeSpan Took { get; private set; }

    /// <summary>The setpoint that the charger acknowledged on this connection; null before the first.</summary>
    internal int? Setpoint => _setpoint.Acknowledged;

    /// <summary>True where the charger has shown on this connection that it answers, also where it was lost at a write that it need not take.</summary>
    internal bool WasSteered => _setpoint.Acknowledged is not null || _atFailsafe;

    /// <summary>True while the charger holds less than it was told by a limit of its own.</summary>
    internal bool IsLimited => _setpoint.Limit < _setpoint.Acknowledged;

    /// <summary>True while the car draws more than it is offered, or is stopped for it.</summary>
    internal bool Overdraws => _overdraw.Fault is not null || _steering.Stopped;

    /// <summary>What a person should know of the charger, in one line; null for nothing.</summary>
    internal string? Problem =>
        _overdraw.Fault
        ?? (_steering.Stopped ? "stopped: its car drew more than it was offered. Look at the car and the charger, then command a mode" : null)
        ?? _rival.Fault
        ?? _setpoint.Mismatch;

    /// <summary>The most amperes that the car may be drawing, whether or not the charger is in reach.</summary>
    internal int MayDraw => _setpoint.MayDraw;

    /// <summary>How long the next round may wait.</summary>
    internal TimeSpan UntilNext
    {
        get
        {
            var pause = _options.Poll - Took;
            if (_gate.Live && _gate.UntilDue < pause)
                pause = _gate.UntilDue;
            if (pause < _options.Poll / 50)
                pause = _options.Poll / 50;
            return _steering.UntilChange is { } change && change < pause ? change : pause;
        }
    }

    // Requests are not cancelled: an exchange cut short leaves a connection that can say nothing more. Their timeout bounds them.
    private static CancellationToken Whole => CancellationToken.None;

    // A fast charger is asked each round; one that answers slowly has other things to say, too.
    private TimeSpan ConfirmInterval
    {
        get
        {
            var slow = _answerTime * 8 < s_longestConfirm ? _answerTime * 8 : s_longestConfirm;
            return slow > _options.Poll ? slow : _options.Poll;
        }
    }

    /// <summary>A connection has come about: what the charger holds until it is told otherwise, and what it is to do by itself.</summary>
    /// <returns>
    /// When the last connection was lost, where the charger has fallen back although that was not due yet: time has passed that no clock of
    /// ours shows. Otherwise null.
    /// </returns>
    /// <exception cref="ModbusLinkException">The connection is lost again.</exception>
    internal async Task<long?> ConnectedAsync()
    {
        var found = (int?)_charger.Reading.SetpointReadBack?.Value;
        var lost = _setpoint.FellBackTooSoon(found);
        // Where its timeout cannot be read, it may also be shorter than was reckoned with.
        if (lost is not null)
            _shownTimeout = Fallback.After / 2 > s_shortestTimeout ? Fallback.After / 2 : s_shortestTimeout;
        if (found is { } amperes)
            _setpoint.Found(amperes);

        Hold(_setpoint.MayDraw);
        await EnsureFailsafeAsync();
        return lost;
    }

    /// <summary>Makes a round. Ends early, between two requests, when <paramref name="stopping"/> is cancelled.</summary>
    /// <exception cref="ModbusException">The round failed: no sign of life until one succeeds.</exception>
    internal async Task RunAsync(CancellationToken stopping)
    {
        var started = _time.GetTimestamp();
        try
        {
            await SteerAsync();
            if (_gate.SinceConfirmed >= ConfirmInterval)
                await ConfirmAsync();
            await EnsureFailsafeAsync();
            _charger.BeginReads();
            var tried = false;
            do
            {
                if (!tried && _gate.IsDueBefore(_charger.LongestRead))
                {
                    tried = true;
                    await BeatAsync();
                }

                if (stopping.IsCancellationRequested)
                    return;
                if (!await _charger.ReadNextAsync(Whole))
                    break;
                Measure(_charger.Reading);
                await SteerOnNewsAsync();
            }
            while (_time.GetElapsedTime(started) < _options.Poll);

            if (_gate.IsDueBefore(TimeSpan.Zero))
                await BeatAsync();
            Measure(_charger.Reading);
            await SteerAsync();
            _steering.Finished(_time.GetElapsedTime(started));
        }
        catch
        {
            _gate.Failed();
            throw;
        }
        finally
        {
            Took = _time.GetElapsedTime(started);
        }
    }

    /// <summary>Leaves the charger at its failsafe current, or below where less is allowed; call when the service ends.</summary>
    internal async Task<int?> LeaveAsync()
    {
        if (_setpoint.Acknowledged is not { } now)
            return null;
        Decide();
        var least = Math.Min(_steering.FailsafeTarget, _steering.Target);
        if (_setpoint.InForce > least)
            await _charger.WriteSetpointAsync(Math.Min(now, least), Whole);
        await EnsureFailsafeAsync();
        return Math.Min(now, least);
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        _gate.Disconnected();
        _setpoint.Disconnected();
        _overdraw.Interrupted();
        _session.Interrupted();
        _steering.Interrupted();
        (_atFailsafe, _refuses, _silences) = (false, false, 0);
    }

    private void Decide() => _steering.Decide(_charger.Reading, _session.Ceiling, _setpoint.Kept);

    private async ValueTask SteerOnNewsAsync()
    {
        if (_steering.NewsHeard || _setpoint.IsUnanswered)
            await SteerAsync();
    }

    /// <summary>Looks, and writes where the setpoint has to be another. Behind one that writes nothing, no request was made.</summary>
    /// <returns>True where it wrote: meanwhile something may have been heard.</returns>
    private async ValueTask<bool> SteerAsync()
    {
        var wrote = false;
        for (var writes = 0; writes < MostWrites; writes++)
        {
            Decide();
            if (!_setpoint.MustWrite(_steering.Target))
                break;
            wrote = true;
            await WriteAsync();
        }

        _steering.Reacted();
        return wrote;
    }

    private async ValueTask WriteAsync()
    {
        var (before, target) = (_setpoint.Acknowledged, _steering.Target);
        _setpoint.Writing(target);
        var held = before is null ? Math.Max(_setpoint.MayDraw, Fallback.Amperes) : _setpoint.MayDraw;
        Hold(held);
        try
        {
            await _charger.WriteSetpointAsync(target, Whole);
        }
        catch (ModbusSilenceException silence)
        {
            Refuses(held);
            Unanswered(silence);
            return;
        }
        catch (ModbusDeviceException)
        {
            Refuses(held);
            throw;
        }

        (_silences, _refuses) = (0, false);
        _setpoint.Written(target);
        Hold(_setpoint.MayDraw);
        if (target < before)
            _steering.Lowered();
        if (before != target)
            Log.Setpoint(_logger, _options.Id, target, Policy.DecisionReasons.Word(_steering.Reason), _steering.Decision.Allowance.ToString());
    }

    // Until it takes a setpoint, the other chargers must not count on its coming down.
    private void Refuses(int held)
    {
        _refuses = true;
        Hold(held);
    }

    private void Hold(int amperes) => _steering.Holding(amperes, _refuses ? amperes : _setpoint.Overdrawn);

    private async ValueTask ConfirmAsync()
    {
        var asked = _time.GetTimestamp();
        int found;
        try
        {
            found = await _charger.ReadSetpointAsync(Whole);
        }
        catch (ModbusSilenceException silence)
        {
            Unanswered(silence);
            await SteerOnNewsAsync();
            return;
        }

        _silences = 0;
        _answerTime = _time.GetElapsedTime(asked) is var took && took < s_slowest ? took : s_slowest;
        Judge(found);
        if (_setpoint.Holds)
            _gate.Confirmed(asked);
        else
            _gate.Failed();
        await SteerAsync();
    }

    // At once after the read: a write that follows would make it look contradicted, or hide that it was.
    private void Judge(int found)
    {
        var before = _setpoint.Mismatch;
        _setpoint.ReadBack(found, _charger.Reading.Charging ?? true);
        if (_setpoint.Mismatch is not { } mismatch || mismatch == before)
            return;
        if (found != Fallback.Amperes)
            _rival.Seen(found);
        else if (_setpoint.IsAliveYoung && !_setpoint.IsOwnLimit(found))
            // On a serial line there is no connection that it could close.
            _steering.DistrustSun(_time.GetTimestamp());
    }

    private void Measure(ChargerReading reading)
    {
        // What a car may draw is what we wrote: a figure that something else put there is no offer of ours.
        _overdraw.Measured(_setpoint.Acknowledged ?? 0, reading.Current);
        if (_overdraw.MustStop)
            _steering.Stop();
        _session.Take(reading.SessionMaxCurrent, _setpoint.Acknowledged);
        _steering.Measured(reading);
        _setpoint.Measured(OverdrawWatch.Highest(reading.Current));
        Hold(_setpoint.MayDraw);
    }

    private async ValueTask BeatAsync()
    {
        // A sign of life is also a promise of what the charger does without the next one.
        await EnsureFailsafeAsync();
        if (_gate.SinceConfirmed > s_confirmBeforeBeat)
            await ConfirmAsync();
        // The last look: what was heard during the last request is written before the sign of life is.
        for (var looks = 0; await SteerAsync(); looks++)
        {
            if (looks >= MostWrites)
                return;
        }

        if (!_setpoint.Holds || !_gate.Live)
            return;
        try
        {
            await _charger.WriteAliveAsync(Whole);
        }
        catch (ModbusSilenceException silence)
        {
            Unanswered(silence);
            await SteerOnNewsAsync();
            return;
        }

        _silences = 0;
        _gate.Written();
        _setpoint.Alive();
        Hold(_setpoint.MayDraw);
        await SteerOnNewsAsync();
    }

    private async ValueTask EnsureFailsafeAsync()
    {
        _atFailsafe = true;
        while (await _charger.EnsureFailsafeAsync(_steering.FailsafeTarget, Whole))
        {
            if (_setpoint.Acknowledged is not null)
                await SteerOnNewsAsync();
        }

        _atFailsafe = false;
        _steering.Expecting(Fallback);
    }

    // One answer that does not come costs its figure, and no sign of life is written before the setpoint was read back anew; a second one in a
    // row costs the connection.
    private void Unanswered(ModbusSilenceException silence)
    {
        _gate.Failed();
        if (++_silences >= MostSilences)
            throw new ModbusLinkException(silence.Message, silence);
    }
}
