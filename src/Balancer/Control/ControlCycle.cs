using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// One round: steer, read the setpoint back, sign of life; then what else there is to read. Between any two requests it looks whether
/// something new was received and steers first, so that a fall of the sun waits for one request at most. Only the setpoint and the sign of
/// life have to be answered.
/// </summary>
internal sealed class ControlCycle
{
    // What took longer was no answer's time, but a pause of the process.
    private static readonly TimeSpan s_slowest = TimeSpan.FromSeconds(1);

    // The vendor's table: it looks for the sign of life every half timeout, never more often than every 3 s.
    private static readonly TimeSpan s_shortestTimeout = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan s_longestConfirm = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan s_confirmBeforeBeat = TimeSpan.FromSeconds(5);

    private readonly ChargerLoopOptions _options;
    private readonly ICharger _charger;
    private readonly SetpointPlanner _planner;
    private readonly TimeProvider _time;
    private readonly AliveGate _gate;
    private readonly ControlRequests _requests;
    private readonly SetpointControl _setpoint;
    private TimeSpan _answerTime;
    private TimeSpan? _shownTimeout;
    private bool _atFailsafe;

    internal ControlCycle(ChargerLoopOptions options, ICharger charger, SetpointPlanner planner, TimeProvider time, ILogger logger)
    {
        (_options, _charger, _planner, _time) = (options, charger, planner, time);
        _gate = new AliveGate(() => Fallback.After, time);
        _requests = new ControlRequests(charger, _gate);
        _setpoint = new SetpointControl(_requests, planner, () => Fallback, time, logger);
    }

    /// <summary>What the charger does by itself, as it has to be assumed.</summary>
    internal Policy.Fallback Fallback
    {
        get
        {
            var known = _charger.Failsafe;
            var reckoned = Policy.Fallback.Reckon(new((int)_options.FailsafeCurrent.Value, _options.FailsafeTimeout), known.Current, known.Timeout, known.Fault is not null);
            return known.Timeout is null && _shownTimeout < reckoned.After ? reckoned with { After = _shownTimeout.Value } : reckoned;
        }
    }

    /// <summary>The charger's setpoint.</summary>
    internal SetpointControl Setpoint => _setpoint;

    /// <summary>How long the last round took.</summary>
    internal TimeSpan Took { get; private set; }

    /// <summary>True if the charger has shown on this connection that it answers, also where it was lost at a write that it need not take.</summary>
    internal bool WasSteered => _setpoint.Acknowledged is not null || _atFailsafe;

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
            return _planner.UntilChange is { } change && change < pause ? change : pause;
        }
    }

    // A fast charger is asked each round; one that answers slowly has other things to say, too.
    private TimeSpan ConfirmInterval
    {
        get
        {
            var slow = _answerTime * 8 < s_longestConfirm ? _answerTime * 8 : s_longestConfirm;
            return slow > _options.Poll ? slow : _options.Poll;
        }
    }

    /// <summary>A connection has come about: takes what the charger holds until it is steered, and sets what it is to do by itself.</summary>
    /// <returns>
    /// When the last connection was lost, where the charger has fallen back although that was not due yet: time has passed that no clock of
    /// ours shows. Otherwise null.
    /// </returns>
    /// <exception cref="ChargerException">The connection is lost again.</exception>
    internal async Task<long?> ConnectedAsync()
    {
        var lost = _setpoint.Connected((int?)_charger.Reading.SetpointReadBack?.Value);
        // If its timeout cannot be read, it may also be shorter than was assumed.
        if (lost is not null)
            _shownTimeout = Fallback.After / 2 > s_shortestTimeout ? Fallback.After / 2 : s_shortestTimeout;
        await EnsureFailsafeAsync();
        return lost;
    }

    /// <summary>
    /// Makes a round. Before each request it looks whether the setpoint has to be another, and that one goes first. Ends early, between two
    /// requests, when <paramref name="stopping"/> is cancelled.
    /// </summary>
    /// <exception cref="ChargerException">The round failed: no sign of life until one succeeds.</exception>
    internal async Task RunAsync(CancellationToken stopping)
    {
        var started = _time.GetTimestamp();
        try
        {
            await _setpoint.SteerAsync();
            if (_gate.SinceConfirmed >= ConfirmInterval)
            {
                await ConfirmAsync();
                await _setpoint.SteerAsync();
            }

            await EnsureFailsafeAsync();
            if (!await ReadAsync(started, stopping))
                return;
            if (_gate.IsDueBefore(TimeSpan.Zero))
                await BeatAsync();
            _setpoint.Measure(_charger.Reading);
            await _setpoint.SteerAsync();
            _planner.Finished(_time.GetElapsedTime(started));
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
        // No look of a round: the charger is lowered, and must not be steered again.
        int? left = null;
        for (var looks = 0; looks < SetpointControl.MostWrites; looks++)
        {
            left = await _setpoint.LeaveAsync();
            if (left is null || (!await _charger.EnsureFailsafeAsync(_planner.FailsafeTarget, CancellationToken.None) && !_planner.HasNews))
                break;
        }

        return left;
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        _gate.Disconnected();
        _requests.Disconnected();
        _setpoint.Disconnected();
        _atFailsafe = false;
    }

    /// <summary>Reads block after block, as long as the round lasts, with the sign of life in between.</summary>
    /// <returns>False if the service ends.</returns>
    private async ValueTask<bool> ReadAsync(long started, CancellationToken stopping)
    {
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
                return false;
            await _setpoint.SteerOnNewsAsync();
            if (!await _charger.ReadNextAsync(CancellationToken.None))
                break;
            _setpoint.Measure(_charger.Reading);
        }
        while (_time.GetElapsedTime(started) < _options.Poll);
        return true;
    }

    private async ValueTask ConfirmAsync()
    {
        var asked = _time.GetTimestamp();
        if (await _requests.ReadSetpointAsync() is not { } found)
            return;
        _answerTime = _time.GetElapsedTime(asked) is var took && took < s_slowest ? took : s_slowest;
        _setpoint.ReadBack(found);
        if (_setpoint.Holds)
            _gate.Confirmed(asked);
        else
            _gate.Failed();
    }

    private async ValueTask BeatAsync()
    {
        // A sign of life is also a promise of what the charger does without the next one.
        await EnsureFailsafeAsync();
        if (_gate.SinceConfirmed > s_confirmBeforeBeat)
            await ConfirmAsync();
        // The last look: what was received during the last request is written before the sign of life is.
        for (var looks = 0; await _setpoint.SteerAsync(); looks++)
        {
            if (looks >= SetpointControl.MostWrites)
                return;
        }

        if (!_setpoint.Holds || !_gate.Live)
            return;
        if (await _requests.WriteAliveAsync())
        {
            _gate.Written();
            _setpoint.Alive();
        }
    }

    private async ValueTask EnsureFailsafeAsync()
    {
        _atFailsafe = true;
        do
        {
            if (_setpoint.Acknowledged is not null)
                await _setpoint.SteerOnNewsAsync();
        }
        while (await _charger.EnsureFailsafeAsync(_planner.FailsafeTarget, CancellationToken.None));

        _atFailsafe = false;
        _planner.Expecting(Fallback);
    }
}
