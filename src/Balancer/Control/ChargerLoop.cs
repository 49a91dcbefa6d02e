using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Controls one charger for as long as the service runs: connects, makes round after round, reports after each, and sleeps until
/// something new is received or the next round is due. Only this loop talks to the charger. No failure ends it.
/// </summary>
public sealed class ChargerLoop(
    ChargerLoopOptions options, ICharger charger, ControlContext context, TimeProvider time, ILogger<ChargerLoop> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // A frozen charger is reconnected, and not more often than this.
    private static readonly TimeSpan s_thawInterval = TimeSpan.FromMinutes(10);

    private readonly long _startedAt = time.GetTimestamp();
    private readonly SetpointPlanner _planner = new(options, context, time);
    private readonly ReconnectPolicy _reconnect = new(options.Random, time);
    private readonly ProblemLog _problems = new(options.Id, logger);
    private ControlCycle? _cycle;

    private bool _connected;
    private long? _thawedAt;
    private bool _frozenReported;
    private long _rounds;
    private long? _cycledAt;
    private string? _fault = "not connected yet";
    private string? _reportedFault;
    private (string Serial, string Firmware)? _identified;

    // What chargers hold that are not met yet must be taken from this one's share: a moment's patience spares its car a pause.
    private bool WaitsForOthers => !context.Shares.AllMet && time.GetElapsedTime(_startedAt) < s_patience;

    private ControlCycle Cycle => _cycle ??= new ControlCycle(options, charger, _planner, time, logger);

    /// <summary>Controls until cancelled, then leaves the charger at or below its failsafe current.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var news = context.Signal.Listen(time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(cancellation);
                Report();
                await news.WaitAsync(UntilNext(), cancellation);
            }
            catch (Exception unexpected)
            {
                await FailAsync(unexpected, cancellation);
            }
        }

        context.Signal.Remove(news);
        await LeaveAsync();
    }

    // Whatever failed, and wherever: the charger is reconnected, after a pause that no signal shortens.
    private async Task FailAsync(Exception unexpected, CancellationToken cancellation)
    {
        try
        {
            Log.Unexpected(logger, options.Id, unexpected);
            await LoseAsync(unexpected.Message);
        }
        catch (Exception again)
        {
            _fault = again.Message;
        }

        await Task.Delay(s_pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (!_connected && _reconnect.UntilRetry <= TimeSpan.Zero)
                await ConnectAsync(cancellation);
            if (_connected && WaitsForOthers)
                _planner.Evaluate();
            if (!_connected || WaitsForOthers)
                return;
            await Cycle.RunAsync(cancellation);
            Recovered();
            Identify();
            await ThawAsync();
        }
        catch (ChargerException refusal) when (refusal.Failure == ChargerFailure.Refused && _connected)
        {
            _fault = refusal.Message;
            if (_reportedFault is null)
                Log.Refused(logger, options.Id, refusal.Message);
            _reportedFault = _fault;
        }
        catch (ChargerException broken)
        {
            await LoseAsync(broken.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The service ends.
        }
        catch (Exception unexpected)
        {
            Log.Unexpected(logger, options.Id, unexpected);
            await LoseAsync(unexpected.Message);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        await charger.ConnectAsync(cancellation);
        _connected = true;
        _planner.Evaluate();
        if (await Cycle.ConnectedAsync() is { } lostAt)
            _planner.DistrustSun(lostAt);
        if (context.Shares.MarkConnected(options.Index))
            context.Signal.Raise();
        Log.Connected(logger, options.Id, charger.Address);
    }

    // The texts arrive one by one, after control has begun: each box is logged once, as soon as it can be identified.
    private void Identify()
    {
        if (charger.Identity is not { Serial: { } serial, Firmware: { } firmware } identity || _identified == (serial, firmware))
            return;
        _identified = (serial, firmware);
        Log.Identified(logger, options.Id, string.Join(' ', new[] { identity.Brand, identity.Model, serial, firmware }.OfType<string>()));
    }

    // Every register keeps its value until the connection is opened again, as owners saw it.
    private async Task ThawAsync()
    {
        // It is reported before the connection is given up for it.
        var reported = _frozenReported;
        _frozenReported = charger.IsFrozen;
        if (!charger.IsFrozen || !reported || (_thawedAt is { } at && time.GetElapsedTime(at) < s_thawInterval))
            return;
        _thawedAt = time.GetTimestamp();
        await LoseAsync("its values stand still: reconnecting");
    }

    private void Recovered()
    {
        _reconnect.Recovered();
        _cycledAt = time.GetTimestamp();
        _fault = null;
        _reportedFault = null;
    }

    private async Task LoseAsync(string fault)
    {
        _reconnect.Lost(charger.IsOpen, Cycle.WasSteered, Cycle.Fallback.Latest);
        _connected = false;
        _fault = fault;
        Cycle.Disconnected();
        await charger.DisconnectAsync();
        if (_reportedFault is null)
            Log.Lost(logger, options.Id, charger.Address, fault);
        _reportedFault = fault;
    }

    private TimeSpan UntilNext()
    {
        var next = _connected ? Cycle.UntilNext : _reconnect.UntilRetry is var retry && retry < options.Poll ? retry : options.Poll;
        // Whatever is due and cannot be done just now must not be tried without a pause.
        return next > s_breath ? next : s_breath;
    }

    // Out of reach, the charger keeps its last setpoint until its failsafe strikes, and then holds its failsafe current.
    private void HoldOutOfReach()
    {
        var fallback = Cycle.Fallback;
        var held = _reconnect.FallenBack(fallback.Latest) ? fallback.Amperes : Math.Max(fallback.Amperes, Cycle.Setpoint.MayDraw);
        _planner.Holding(held, stuck: held);
    }

    private void Report()
    {
        if (!_connected)
        {
            HoldOutOfReach();
            _planner.Evaluate();
        }

        var online = _connected && _fault is null;
        var reading = _connected ? charger.Reading : null;
        var frozen = charger.IsFrozen ? "its values stand still: measurements are unknown until they move again" : null;
        var problem = Cycle.Setpoint.Problem ?? frozen ?? charger.Failsafe.Fault;
        _problems.Report(problem);
        context.Board.Post(
            options.Index,
            new ChargerReport
            {
                Id = options.Id,
                Online = online,
                Fault = _fault ?? problem,
                Problem = _fault is not null || problem is not null || reading?.Faulted == true,
                Reason = !online ? Policy.DecisionReason.ChargerOffline
                    : Cycle.Setpoint.Overdraws ? Policy.DecisionReason.Overcurrent
                    : Cycle.Setpoint.IsLimited ? Policy.DecisionReason.ChargerMaximum
                    : _planner.Reason,
                Setpoint = online && Cycle.Setpoint.Acknowledged is { } setpoint ? new Amperes(setpoint) : null,
                FailsafeCurrent = charger.Failsafe.Current,
                FailsafeFault = charger.Failsafe.Fault,
                Frozen = frozen is not null,
                Gaps = charger.Gaps,
                Identity = charger.Identity,
                Reading = online ? reading : null,
                CycleTime = Cycle.Took,
                CycledAt = _cycledAt,
                Rounds = ++_rounds,
            },
            _planner.Intent,
            _planner.Plant,
            _planner.Decision,
            _planner.Voltage);
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_connected && await Cycle.LeaveAsync() is { } left)
                Log.LeftAt(logger, options.Id, left);
        }
        catch (ChargerException gone)
        {
            Log.Problem(logger, options.Id, $"could not be lowered at the end: {gone.Message}; it falls back by itself");
        }

        await charger.DisconnectAsync();
    }
}
