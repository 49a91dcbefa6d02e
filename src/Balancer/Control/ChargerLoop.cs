using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Controls one charger for as long as the service runs: connects, makes round after round, reports after each, and sleeps until
/// something new is heard or the next round is due. Only this loop talks to the charger. No failure ends it.
/// </summary>
public sealed class ChargerLoop(
    ChargerLoopOptions options, ICharger charger, Surroundings surroundings, TimeProvider time, ILogger<ChargerLoop> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly long _startedAt = time.GetTimestamp();
    private readonly Steering _steering = new(options, surroundings, time);
    private readonly Absence _absence = new(options, time);
    private readonly ProblemLog _problems = new(options.Id, logger);
    private ControlCycle? _cycle;

    private bool _connected;
    private long _rounds;
    private long? _cycledAt;
    private string? _fault = "not connected yet";
    private string? _toldFault;

    private int FailsafeCurrent => (int)(charger.Failsafe?.Current ?? options.FailsafeCurrent).Value;

    // What chargers hold that are not met yet must be taken from this one's share: a moment's patience spares its car a pause.
    private bool WaitsForOthers => !surroundings.Shares.AllMet && time.GetElapsedTime(_startedAt) < s_patience;

    private ControlCycle Cycle => _cycle ??= new ControlCycle(options, charger, _steering, time, logger);

    /// <summary>Controls until cancelled, then leaves the charger at or below its failsafe current.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var waker = new Waker(surroundings.Signal, time);
        while (!cancellation.IsCancellationRequested)
        {
            await RoundAsync(cancellation);
            Report();
            await waker.SleepAsync(UntilNext(), cancellation);
        }

        await LeaveAsync();
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (!_connected && _absence.UntilRetry <= TimeSpan.Zero)
                await ConnectAsync(cancellation);
            if (!_connected || WaitsForOthers)
                return;
            await Cycle.RunAsync(cancellation);
            Recovered();
        }
        catch (ModbusDeviceException refusal) when (_connected)
        {
            _fault = refusal.Message;
            if (_toldFault is null)
                Log.Refused(logger, options.Id, refusal.Message);
            _toldFault = _fault;
        }
        catch (ModbusException broken)
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
        Cycle.Connected(charger.Reading);
        if (surroundings.Shares.Meet(options.Index))
            surroundings.Signal.Raise();
        var identity = charger.Identity;
        var name = string.Join(' ', new[] { identity?.Brand, identity?.Model, identity?.Serial, identity?.Firmware }.OfType<string>());
        Log.Connected(logger, options.Id, charger.Address, name.Length == 0 ? "no name" : name);
    }

    private void Recovered()
    {
        _absence.Recovered();
        _cycledAt = time.GetTimestamp();
        _fault = null;
        _toldFault = null;
    }

    private async Task LoseAsync(string fault)
    {
        _absence.Lost(charger.IsOpen, Cycle.Setpoint is not null);
        _connected = false;
        _fault = fault;
        Cycle.Disconnected();
        await charger.DisconnectAsync();
        if (_toldFault is null)
            Log.Lost(logger, options.Id, charger.Address, fault);
        _toldFault = fault;
    }

    private TimeSpan UntilNext()
    {
        if (_connected)
            return Cycle.UntilNext;
        return _absence.UntilRetry is var retry && retry < options.Poll ? retry : options.Poll;
    }

    // Out of reach, the charger keeps its last setpoint until its failsafe strikes, and then holds its failsafe current.
    private void HoldOutOfReach()
    {
        var held = _absence.FallenBack ? FailsafeCurrent : Math.Max(FailsafeCurrent, Cycle.MayDraw);
        _steering.Holding(held, stuck: held);
    }

    private void Report()
    {
        if (!_connected)
        {
            HoldOutOfReach();
            _steering.Look();
        }

        var online = _connected && _fault is null;
        var reading = _connected ? charger.Reading : null;
        var problem = Cycle.Problem ?? charger.Failsafe?.Fault;
        _problems.Tell(problem);
        surroundings.Board.Post(
            options.Index,
            new ChargerReport
            {
                Id = options.Id,
                Online = online,
                Fault = _fault ?? problem,
                Problem = _fault is not null || problem is not null || reading?.Faulted == true,
                Reason = !online ? Policy.DecisionReason.ChargerOffline
                    : Cycle.Overdraws ? Policy.DecisionReason.Overcurrent
                    : _steering.Reason,
                Setpoint = online && Cycle.Setpoint is { } setpoint ? new Amperes(setpoint) : null,
                FailsafeCurrent = charger.Failsafe?.Current,
                Identity = charger.Identity,
                Reading = online ? reading : null,
                CycleTime = Cycle.Took,
                CycledAt = _cycledAt,
                Rounds = ++_rounds,
            },
            _steering.Intent,
            _steering.Sun,
            _steering.Decision,
            _steering.Voltage);
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_connected && await Cycle.LeaveAsync(FailsafeCurrent) is { } left)
                Log.LeftAt(logger, options.Id, left);
        }
        catch (ModbusException gone)
        {
            Log.Problem(logger, options.Id, $"could not be lowered at the end: {gone.Message}; it falls back by itself");
        }

        await charger.DisconnectAsync();
    }
}
