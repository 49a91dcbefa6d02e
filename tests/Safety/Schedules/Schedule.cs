using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>
/// An hour of sun, clouds, commands and faults in a simulated house, all of it drawn from one seed: four times ten minutes in which
/// everything may go wrong, each followed by a calm in which all must come back.
/// </summary>
internal sealed class Schedule
{
    private const int QuartersAnHour = 4;
    private const double Trouble = 630;
    private const double Calm = 270;

    // Once faults are over: 60 s and the raise delay, and an upload's interval before that.
    private const double Back = 60 + 30;

    private readonly int _seed;
    private readonly Random _random;
    private readonly ScheduleTrace _trace;
    private readonly SimulatedHouse _house;
    private readonly Oracle _oracle;
    private readonly SafetyWatch _watch;
    private readonly Inverter _inverter;
    private readonly People _people;
    private readonly List<Action> _ends = [];
    private bool _calm;
    private int _troubles;

    internal Schedule(int seed, ScheduleTrace? trace = null)
    {
        (_seed, _random, _trace) = (seed, new Random(seed), trace ?? new ScheduleTrace(null));
        var chargers = _random.Next(5) == 0 ? 2 : 1;
        var measured = _random.Next(4) == 0;
        var volts = measured ? _random.Next(224, 250) : 228;
        var failsafe = chargers == 1 ? 10 : 8;
        _house = new SimulatedHouse(new HouseOptions
        {
            Random = new Random(seed),
            Service = Options(chargers, measured ? null : new Volts(230), failsafe, TimeSpan.FromSeconds(new[] { 1, 1, 2, 4, 4 }[_random.Next(5)])),
            Boxes = [.. Enumerable.Range(0, chargers).Select(_ => new SimulatedEvc04Options
            {
                Voltage = volts,
                FailsafeCurrent = failsafe,
                FailsafeTimeout = 20,
                WideText = _random.Next(2) == 0,
                OptionalRegisters = _random.Next(2) == 0,
                ZeroReadsBackAsSix = _random.Next(2) == 0,
                RefusesAfterDrop = _random.Next(2) == 0,
            })],
        });
        // Most wallboxes answer at once here, which is cheap; the others as slowly as real ones do.
        var latency = TimeSpan.FromMilliseconds(new[] { 0, 0, 0, 0, 0, 0, 2, 30, 120 }[_random.Next(9)]);
        foreach (var line in _house.Lines)
            line.RequestDelay = line.UsualDelay = latency > TimeSpan.Zero ? () => latency : null;
        _oracle = new Oracle(_house.World.Time, Math.Max(230, volts + 2));
        _watch = new SafetyWatch(_house, seed, _oracle, failsafe, highest: 32);
        _watch.Heard = trace is null ? null : what => trace.Note(_house, what);
        _inverter = new Inverter(_house, _oracle, _random);
        _people = new People(_house, _oracle, _watch, _inverter, _random);
    }

    /// <summary>The house, for whoever looks at it after each quarter of an hour.</summary>
    internal SimulatedHouse House => _house;

    /// <summary>Runs it; throws what the service or an invariant has to say.</summary>
    /// <param name="hours">How long.</param>
    /// <param name="afterQuarter">Called after each quarter of an hour with its number.</param>
    internal void Run(int hours = 1, Action<int>? afterQuarter = null)
    {
        using var house = _house;
        house.World.Start(SunAsync);
        house.World.Start(_inverter.RunAsync);
        house.World.Start(LookAsync);
        house.Start();
        foreach (var line in house.Lines)
            line.Box.PlugIn(BoxFaults.Car(On(line)));
        for (var quarter = 0; quarter < hours * QuartersAnHour; quarter++)
        {
            TroubleTime();
            CalmTime();
            afterQuarter?.Invoke(quarter);
        }
    }

    private static WallboxOptions Options(int chargers, Volts? voltage, int failsafe, TimeSpan poll) => new()
    {
        Grid = new GridCap(new Amperes(16), null, 3, voltage),
        Inverter = new InverterOptions { RatedPower = new Watts(9900) },
        Chargers =
        [
            .. Enumerable.Range(1, chargers).Select(number => new ChargerOptions
            {
                Id = $"charger{number}",
                Url = new Uri("tcp://simulated:502"),
                Poll = poll,
                Failsafe = new FailsafeOptions { Current = new Amperes(failsafe) },
            }),
        ],
    };

    private void TroubleTime()
    {
        var (faults, commands) = (_random.Next(3, 13), _random.Next(0, 6));
        ImmutableArray<(double At, Action Action)> plan =
        [
            .. Enumerable.Range(0, faults).Select(_ => (At: 5 + (_random.NextDouble() * 540), Action: (Action)Strike)),
            .. Enumerable.Range(0, commands).Select(_ => (At: _random.NextDouble() * 600, Action: (Action)Command)),
        ];
        var begun = Seconds;
        foreach (var (at, action) in plan.OrderBy(step => step.At))
        {
            AdvanceTo(begun + at);
            _house.World.Do(action);
        }

        AdvanceTo(begun + Trouble);
        _house.World.Do(() =>
        {
            foreach (var end in _ends)
                end();
            _ends.Clear();
        });
    }

    private void CalmTime()
    {
        var begun = Seconds;
        _trace.Note(_house, "calm");
        _calm = true;
        _house.World.Do(() =>
        {
            if (_house.Intents.Current.Stopped.Length > 0)
                _people.CommandMode(_people.Mode);
        });
        AdvanceTo(begun + Back + 10);
        _house.Service.Check();
        Recovered();
        _calm = false;
        AdvanceTo(begun + Calm);
    }

    private void Recovered()
    {
        var mode = _house.Intents.Current.Mode.Word();
        if (mode != _people.Mode)
            _watch.Violated(Invariant.FullAllowanceBack, $"mode is {mode}, last commanded was {_people.Mode}");
        var reports = _house.Service.Balancing.Reports.Latest!.Chargers;
        for (var i = 0; i < _house.Lines.Length; i++)
        {
            var (box, report) = (_house.Lines[i].Box, reports[i]);
            var expected = _oracle.Expected(i, _house.Lines.Length, _watch.Highest);
            if (box.Setpoint != expected || box.InFailsafe || !report.Online)
            {
                _watch.Violated(
                    Invariant.FullAllowanceBack,
                    $"{report.Id}: {box.Setpoint} A{(box.InFailsafe ? " in failsafe" : "")}, expected {expected} A of {_oracle.Watts():0} W; online {report.Online}, {report.Reason}, {report.Fault}");
            }
        }
    }

    private void Strike()
    {
        var fault = FaultCatalogue.All[_random.Next(FaultCatalogue.All.Length)];
        _trace.Begins(_house, fault.Name);
        _watch.Draw.Broken();
        var end = fault.Begin(On(_house.Lines[_random.Next(_house.Lines.Length)]));
        var ended = false;
        _troubles++;
        void Over()
        {
            if (ended)
                return;
            ended = true;
            _troubles--;
            _trace.Note(_house, $"over: {fault.Name}");
            _watch.Draw.Broken();
            end();
        }

        _ends.Add(Over);
        var lasts = TimeSpan.FromSeconds(1 + (Math.Pow(_random.NextDouble(), 2) * 119));
        _house.World.Start(async () =>
        {
            await Task.Delay(lasts, _house.World.Time);
            Over();
        });
    }

    private void Command()
    {
        _people.CommandSomething();
        _trace.Note(_house, $"commanded, mode is to be {_people.Mode}");
    }

    private Stage On(SimulatedLine line) => new(_house, _inverter, _watch, _people, _random) { Line = line };

    private async Task SunAsync()
    {
        while (true)
        {
            if (!_calm)
            {
                _inverter.Power = _random.Next(4) switch
                {
                    0 => 0,
                    1 => 9900,
                    2 => 3000 * _random.NextDouble(),
                    _ => 9900 * _random.NextDouble(),
                };
                _trace.Note(_house, $"sun {_inverter.Power:0} W");
            }

            await Task.Delay(TimeSpan.FromSeconds(5 + (115 * _random.NextDouble())), _house.World.Time);
        }
    }

    private async Task LookAsync()
    {
        while (true)
        {
            _watch.Look(_inverter.Power);
            if (_troubles > 0)
                _watch.Draw.Broken();
            await Task.Delay(TimeSpan.FromSeconds(1), _house.World.Time);
        }
    }

    private double Seconds => TimeSpan.FromTicks(_house.World.Time.Now).TotalSeconds;

    private void AdvanceTo(double seconds) => _house.World.Advance(TimeSpan.FromSeconds(Math.Max(0, seconds - Seconds)));
}
