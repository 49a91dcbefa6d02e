using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control.Monitors;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>Evaluates what was received and decides one charger's setpoint. Without I/O.</summary>
internal sealed class SetpointPlanner(ChargerLoopOptions options, ControlContext context, TimeProvider time)
{
    private readonly SlidingExtreme _voltage = SlidingExtreme.Highest(options.RaiseDelay, time, GridCap.Highest.Value);
    private readonly PhaseMonitor _phases = new(options.Cap.Phases, time);
    private GridHeadroom? _room;
    private long _seenVersion = -1;
    private long? _reactedTo;
    private long _lookedAt = time.GetTimestamp();

    /// <summary>The charger's id.</summary>
    internal string Id => options.Id;

    /// <summary>What was known of the sun at the last look.</summary>
    internal PlantView Plant { get; private set; } = context.Plant.Evaluate();

    /// <summary>What users had commanded at the last look.</summary>
    internal Intent Intent { get; private set; } = context.Intents.Current;

    /// <summary>What the policy granted all chargers.</summary>
    internal Decision Decision { get; private set; }

    /// <summary>The voltage it was calculated with.</summary>
    internal Volts Voltage { get; private set; } = options.Cap.VoltageOr(GridCap.Highest);

    /// <summary>Whole amperes a phase for this charger: 0, or 6 to 32.</summary>
    internal int Target { get; private set; }

    /// <summary>Why.</summary>
    internal DecisionReason Reason { get; private set; } = DecisionReason.ChargerOffline;

    /// <summary>
    /// What the charger should offer by itself, whole amperes a phase: as configured, and no more than the commands allow without sun. So they
    /// hold through a crash, a power cut and the end of the service.
    /// </summary>
    internal int FailsafeTarget
    {
        get
        {
            var configured = (int)options.FailsafeCurrent.Value;
            if (Stopped || Intent.Mode == ChargingMode.Off)
                return 0;
            return Intent.Limit is { } limit ? Math.Min(configured, FailsafeShare(limit)) : configured;
        }
    }

    /// <summary>True while only a person's command lets it charge again.</summary>
    internal bool Stopped => Intent.Stopped.Contains(options.Id);

    /// <summary>True if something was received, or time has changed something, since the last look.</summary>
    internal bool HasNews
    {
        get
        {
            context.Plant.CheckClocks();
            return context.Signal.Version != _seenVersion || UntilChange <= TimeSpan.Zero;
        }
    }

    /// <summary>How long until the passing of time alone changes the decision; null if it does not.</summary>
    internal TimeSpan? UntilChange => Spans.Sooner(Plant.ChangesIn, _room?.ChangesIn) - time.GetElapsedTime(_lookedAt);

    /// <summary>Looks without deciding for the charger: it is out of reach.</summary>
    internal void Evaluate()
    {
        // The version first: what is raised during the look is news for the next one.
        _seenVersion = context.Signal.Version;
        _lookedAt = time.GetTimestamp();
        Plant = context.Plant.Evaluate();
        Intent = context.Intents.Current;
        Voltage = options.Cap.VoltageOr(new Volts(_voltage.At(_lookedAt)));
        _room = context.Guard?.Evaluate();
        Decision = ChargingPolicy.Decide(options.Cap, Intent, new Sun(Plant.Status, Plant.Now, Plant.Steady), Voltage, options.Alone ? _phases.Phases : null, _room);
        Reason = DecisionReason.ChargerOffline;
    }

    /// <summary>Looks, and decides the charger's setpoint.</summary>
    /// <param name="reading">The charger's limits.</param>
    /// <param name="session">The highest current of this session; null if there is no such limit.</param>
    /// <param name="kept">Amperes that it offers already, for certain.</param>
    internal void Decide(ChargerReading reading, Amperes? session, int kept)
    {
        Evaluate();
        if (Stopped)
        {
            (Target, Reason) = (0, DecisionReason.Overcurrent);
            return;
        }

        var share = context.Shares.Reserve(options.Index, Decision.Amperes, kept, part => Fit(part).Setpoint);
        (Target, Reason) = Fit(share);

        (int Setpoint, DecisionReason Reason) Fit(int part) => ChargingPolicy.Fit(
            part,
            part < Decision.Amperes ? DecisionReason.Shared : Decision.Reason,
            reading.MinCurrent,
            Lower(Lower(reading.MaxCurrent, reading.CableMaxCurrent), session),
            _phases.Symmetrical ? null : options.Cap.UnbalanceLimit);
    }

    /// <summary>A round finished.</summary>
    internal void Finished(TimeSpan took) => context.Times.Add(new CycleTime(options.Id, Reaction: false, took));

    /// <summary>The charger acknowledged a lower setpoint: how long after the reading that asked for it, where it was one that was not acted upon yet.</summary>
    internal void Lowered()
    {
        if (Plant.Reading is { ArrivedAt: var arrived } && arrived != _reactedTo)
            context.Times.Add(new CycleTime(options.Id, Reaction: true, time.GetElapsedTime(arrived)));
    }

    /// <summary>The setpoint agrees with everything received so far.</summary>
    internal void Reacted() => _reactedTo = Plant.Reading?.ArrivedAt;

    /// <summary>Takes a cycle's measurements.</summary>
    internal void Measured(ChargerReading reading)
    {
        _phases.Measured(reading);
        context.Guard?.Measured(options.Index, reading);
        var (l1, l2, l3) = reading.Voltage;
        double[] phases = [l1?.Value ?? 0, l2?.Value ?? 0, l3?.Value ?? 0];
        // One phase that is not known may be the highest.
        var used = phases.AsSpan(0, Math.Clamp(options.Cap.Phases, 1, phases.Length));
        var highest = used.Contains(0) ? GridCap.Highest.Value : phases.Max();
        _voltage.Record(time.GetTimestamp(), highest);
        if (context.Shares.Want(options.Index, (reading.Vehicle ?? true) && !Stopped))
            context.Signal.Raise();
    }

    /// <summary>Nothing is measured any more: the connection is gone.</summary>
    internal void Interrupted()
    {
        _phases.Interrupted();
        context.Guard?.Measured(options.Index, null);
    }

    /// <summary>Its car draws more than it is offered: no more for it until a person commands a mode.</summary>
    internal void Stop() => context.Intents.Stop(options.Id);

    /// <summary>Reports to the other chargers what this one may be drawing.</summary>
    /// <param name="amperes">Whole amperes a phase.</param>
    /// <param name="stuck">How many of them it keeps, however low its setpoint.</param>
    internal void Holding(int amperes, int stuck)
    {
        if (context.Shares.Hold(options.Index, amperes, stuck))
            context.Signal.Raise();
    }

    /// <summary>What the charger does by itself has become known: the other chargers allow for it.</summary>
    internal void Expecting(Fallback fallback) => context.Shares.Expect(options.Index, fallback);

    /// <summary>Time has passed that no clock shows: earlier readings of the sun no longer count.</summary>
    /// <param name="before">When that was at the latest.</param>
    internal void DistrustSun(long before) =>
        context.Plant.Distrust($"{options.Id} has fallen back before its time: this machine may have been paused", before);

    // The voltage is not measured while the failsafe holds. If there is not enough for all, the first ones are served.
    private int FailsafeShare(Watts limit)
    {
        var total = Setpoints.WholeAmperes(limit, options.Cap.Phases, options.Cap.Voltage ?? GridCap.Highest);
        var served = Math.Min(options.Chargers, total / Setpoints.Minimum);
        return options.Index < served ? total / served : 0;
    }

    private static Amperes? Lower(Amperes? left, Amperes? right) =>
        left is not { } one ? right : right is not { } other ? left : one < other ? one : other;
}
