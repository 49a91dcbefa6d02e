using System.Collections.Immutable;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Composition;

/// <summary>The control path of the whole house, put together from the configuration: inbox, plant, intent, and one loop a charger.</summary>
internal sealed class ControlComposition
{
    /// <summary>Puts it together; nothing runs yet.</summary>
    /// <param name="options">The checked configuration.</param>
    /// <param name="intent">What was last commanded.</param>
    /// <param name="parts">What it is built with.</param>
    internal ControlComposition(WallboxOptions options, Intent intent, ControlParts parts)
    {
        var (time, loggers) = (parts.Time, parts.Loggers);
        Ids = [.. options.Chargers.Select(charger => charger.Id)];
        Taps = [.. options.Chargers.Select(_ => new ModbusTap(time))];
        Ledger = new EnergyLedger(Ids, time);
        var signal = new ChangeSignal();
        var guard = options.MeterLimit is { } limit
            ? new MeterGuard(limit, options.Grid.Phases, [.. options.Chargers.Select(charger => charger.PhaseOrder)], options.Policy.RaiseDelay, time)
            : null;
        var logger = loggers.CreateLogger<PlantState>();
        var plant = new PlantState(options.Inverter.MaxAge, options.Policy.RaiseDelay, signal, time, [.. options.Inverter.Sources.Select(source => source.Module.Key)])
        {
            Meter = guard is null ? null : guard.Take,
            Distrusted = why =>
            {
                guard?.Distrust();
                Log.Distrusted(logger, why);
            },
        };
        Readings = plant;
        Intents = new IntentStore(intent, signal);
        Inbox = new PowerFlowInbox(new PowerFlowRules(options.Inverter.RatedPower), plant, time, loggers.CreateLogger<PowerFlowInbox>());

        // What an earlier service may have left them with, until they get a new setpoint or have fallen back.
        var shares = new ChargerShares(
            Setpoints.Maximum,
            [.. options.Chargers.Select(charger => new Fallback((int)charger.Failsafe.Current.Value, charger.Failsafe.Timeout))],
            time);
        var board = new ReportBoard(options.Grid, options.Policy.RaiseDelay, Ledger, Reports, time) { Guard = guard };
        var surroundings = new ControlContext(plant, Intents, shares, signal, board) { Times = Times, Guard = guard };
        Loops = [.. options.Chargers.Select((charger, index) => new ChargerLoop(
            LoopOptions(options, charger, index, parts.Random),
            charger.Device.Build(charger, new DriverParts(
                address => new TappedDialer(parts.Dial(charger.Id, address), Taps[index]), parts.Memories.GetValueOrDefault(charger.Device.Module), time, loggers)),
            surroundings,
            time,
            loggers.CreateLogger<ChargerLoop>()))];
    }

    /// <summary>What is commanded.</summary>
    internal IntentStore Intents { get; }

    /// <summary>Takes the readings of every source.</summary>
    internal IReadingSink Readings { get; }

    /// <summary>Takes the inverter's power flows.</summary>
    internal PowerFlowInbox Inbox { get; }

    /// <summary>Hands out the reports.</summary>
    internal ReportFeed Reports { get; } = new();

    /// <summary>How long rounds and reactions took.</summary>
    internal CycleTimes Times { get; } = new();

    /// <summary>Counts the energy charged.</summary>
    internal EnergyLedger Ledger { get; }

    /// <summary>The chargers' ids.</summary>
    internal ImmutableArray<string> Ids { get; }

    /// <summary>Shows the exchanges with each charger, in the order of <see cref="Ids"/>.</summary>
    internal ImmutableArray<ModbusTap> Taps { get; }

    /// <summary>One loop a charger.</summary>
    internal ImmutableArray<ChargerLoop> Loops { get; }

    private static ChargerLoopOptions LoopOptions(WallboxOptions options, ChargerOptions charger, int index, Random random) => new()
    {
        Id = charger.Id,
        Index = index,
        Chargers = options.Chargers.Length,
        Cap = options.Grid,
        Poll = charger.Poll,
        RaiseDelay = options.Policy.RaiseDelay,
        FailsafeCurrent = charger.Failsafe.Current,
        FailsafeTimeout = charger.Failsafe.Timeout,
        Random = random,
    };
}
