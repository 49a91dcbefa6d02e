using System.Collections.Immutable;
using System.Globalization;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>
/// Runs what a schedule's data say in a simulated house: ten minutes each in which everything may go wrong, followed by a calm in which all
/// must come back. The same data take the same course, always.
/// </summary>
internal sealed class Schedule
{
    private const ushort MaxCurrent = 1104;

    // A value's age, and how long a car may take to follow.
    private const int MeasuredLate = 15 + 12;

    private static readonly ushort[] s_currents = [1008, 1010, 1012];
    private static readonly ushort[] s_measured = [1001, 1004, 1008, 1010, 1012, 1014, 1016, 1018, 1020];

    private readonly int _seed;
    private readonly HouseFacts _facts;
    private readonly ScheduleTrace _trace;
    private readonly SimulatedHouse _house;
    private readonly Oracle _oracle;
    private readonly SafetyWatch _watch;
    private readonly Inverter _inverter;
    private readonly People _people;
    private readonly List<Action> _ends = [];
    private int _troubles;

    internal Schedule(int seed, ImmutableArray<Trait> traits, ScheduleTrace? trace = null)
    {
        (_seed, _trace) = (seed, trace ?? new ScheduleTrace(null));
        _facts = new HousePlan(seed, traits).Facts();
        foreach (var trait in traits)
            _trace.Count($"house: {trait}");
        _house = new SimulatedHouse(new HouseOptions
        {
            Random = Seeds.Chance(seed, "service"),
            Service = _facts.Options(),
            Serial = _facts.Serial,
            Boxes = _facts.Boxes,
        });
        foreach (var line in _house.Lines)
            line.RequestDelay = line.UsualDelay = _facts.Latency > TimeSpan.Zero ? () => _facts.Latency : null;
        _oracle = new Oracle(_house.World.Time, _facts);
        _watch = new SafetyWatch(_house, seed, _oracle, _facts)
        {
            Received = trace is null ? null : what => trace.Note(_house, what),
            Count = _trace.Count,
        };
        _inverter = new Inverter(_house, _watch, Seeds.Chance(seed, "inverter"));
        _people = new People(_house, _oracle, _watch, _inverter, Seeds.Chance(seed, "people"));
    }

    /// <summary>The house, for whoever looks at it after each quarter of an hour.</summary>
    internal SimulatedHouse House => _house;

    // Once faults are over: 90 s and the raise delay, and an upload's interval before that. A meter's room rises after two minutes.
    private double Back => Math.Max(_facts.MeterLimit is null ? 0 : 190, 90 + _facts.RaiseDelay.TotalSeconds + 10);

    private double Seconds => TimeSpan.FromTicks(_house.World.Time.Now).TotalSeconds;

    /// <summary>Runs it; throws what the service or an invariant has to say.</summary>
    /// <param name="quarters">How many quarters of an hour.</param>
    /// <param name="events">What happens in each.</param>
    /// <param name="afterQuarter">Called after each with its number.</param>
    internal void Run(int quarters, Func<int, ImmutableArray<ScheduleEvent>> events, Action<int>? afterQuarter = null)
    {
        using var house = _house;
        house.World.Start(_inverter.RunAsync);
        if (_facts.SecondSource is { } share)
            house.World.Start(() => _inverter.RunSecondAsync(share));
        if (_facts.MeterLimit is not null)
            house.World.Start(MeterAsync);
        house.World.Start(LookAsync);
        house.Start();
        for (var i = 0; i < house.Lines.Length; i++)
            house.Lines[i].Box.PlugIn(BoxFaults.Car(Seeds.Chance(_seed, $"car {i}")));
        for (var quarter = 0; quarter < quarters; quarter++)
        {
            TroubleTime(quarter, events(quarter));
            CalmTime((quarter + 1) * EventDraw.Quarter);
            afterQuarter?.Invoke(quarter);
        }
    }

    private void TroubleTime(int quarter, ImmutableArray<ScheduleEvent> events)
    {
        foreach (var one in events)
        {
            AdvanceTo(one.At);
            _house.World.Do(() => Happen(one));
        }

        AdvanceTo((quarter * EventDraw.Quarter) + EventDraw.Trouble);
        _house.World.Do(() =>
        {
            foreach (var end in _ends)
                end();
            _ends.Clear();
        });
    }

    private void CalmTime(double until)
    {
        var begun = Seconds;
        _trace.Note(_house, "calm");
        _house.World.Do(() =>
        {
            if (_oracle.Stopped.Count > 0)
                _people.CommandMode(_oracle.Commanded.Mode);
        });
        AdvanceTo(begun + Back);
        _house.Service.Check();
        Recovered();
        AdvanceTo(until);
    }

    private void Recovered()
    {
        var reports = _house.Service.ControlComposition.Reports.Latest!.Chargers;
        for (var i = 0; i < _house.Lines.Length; i++)
        {
            var (box, report) = (_house.Lines[i].Box, reports[i]);
            // A connection that is given up for frozen registers, or ended by a read, may be refused until the failsafe has struck.
            if (!report.Online && _watch.Chargers[i].EndedLately)
                continue;
            var (least, most) = StoppedInCalm(report.Id) ? (0, 0) : Expected(i);
            if (box.Setpoint < least || box.Setpoint > most || box.InFailsafe || !report.Online)
            {
                _watch.Violated(
                    Invariant.FullAllowanceBack,
                    $"{report.Id}: {box.Setpoint} A{(box.InFailsafe ? " in failsafe" : "")}, expected {least} to {most} A of {_oracle.Watts:0} W; online {report.Online}, {report.Reason}, {report.Fault}");
            }
        }
    }

    // What the car drew before the calm may have been measured late, and lead to a stop behind the command that begins the calm.
    private bool StoppedInCalm(string charger) =>
        _oracle.Stopped.TryGetValue(charger, out var at) && TimeSpan.FromTicks(_house.World.Time.Now - at).TotalSeconds > Back - MeasuredLate;

    // Exact but where it depends on what the service has seen of a car's phases, or on what the house leaves.
    private (int Least, int Most) Expected(int index)
    {
        var (exact, other) = (_oracle.Expected(index, _facts.Reckoned), _oracle.Expected(index, _facts.ReckonedAtMost));
        var most = _facts is { CapWatts: not null, Chargers: 1 } ? 32 : Math.Max(exact, other);
        exact = Math.Min(exact, other);
        // Whoever had to connect anew lately does not know the voltage of the whole raise delay: the highest that a grid may have counts.
        if (_facts is { FixedVolts: null } && _watch.Chargers.Any(charger => charger.EndedLately))
            exact = Math.Min(exact, _oracle.Expected(index, GridCap.Highest.Value));
        // A slow box may tell its own maximum too seldom for it to be known.
        if ((_facts.Exchange > TimeSpan.FromMilliseconds(500) || _facts.Boxes[index].Hides(MaxCurrent)) && exact > 0)
            most = Math.Max(most, Math.Min(32, _oracle.Together(_facts.Reckoned)));
        if (_facts.Unbalance is { } balance && !_watch.Chargers[index].Phases.OnAll)
            (exact, most) = (Math.Min(exact, (int)balance), Math.Min(most, (int)balance));
        // Nor may all its currents be known at each moment.
        else if (_facts.Unbalance is { } limited && (_facts.Exchange > TimeSpan.FromMilliseconds(500) || s_currents.Any(_facts.Boxes[index].Hides)))
            exact = Math.Min(exact, (int)limited);
        if (_facts.MeterLimit is { } limit)
        {
            var left = limit - _watch.Load.Max() + (_oracle.Sun.Valid / (3 * _facts.Reckoned));
            exact = Math.Min(exact, (int)Math.Max(0, left - 1));
            // Between two polls a ramp looks like load of the house, which the guard then holds for its two minutes.
            var sure = _facts is { Chargers: 1, Poll.TotalSeconds: 1 } && _facts.Exchange == TimeSpan.Zero && !_facts.Boxes.Any(box => box.OwnLimit is not null || s_measured.Any(box.Hides))
                // What a frozen wallbox draws is unknown, and counts with the house.
                && !_house.Lines.Any(line => line.Box.IsFrozen);
            (exact, most) = (exact < Math.Max(6, _facts.Boxes[index].MinCurrent) || !sure ? 0 : exact, Math.Max(most, _oracle.Together(_facts.Reckoned)));
        }

        return (exact, most);
    }

    private void Happen(ScheduleEvent one)
    {
        if (one.IsFault)
        {
            Strike(one);
            return;
        }

        _trace.Note(_house, one.What);
        var (word, rest) = one.What.Split(' ', 2) is [var first, var second] ? (first, second) : (one.What, "");
        switch (word)
        {
            case "sun":
                _inverter.Power = double.Parse(rest, CultureInfo.InvariantCulture);
                break;
            case "load":
                _watch.Load = [.. rest.Split(' ').Select(phase => double.Parse(phase, CultureInfo.InvariantCulture))];
                break;
            case "mode" or "limit":
                _people.CommandTwice(word, rest);
                break;
            default:
                throw new InvalidOperationException($"no event: {one.What}");
        }
    }

    private void Strike(ScheduleEvent one)
    {
        _trace.Begins(_house, one.What);
        _watch.Draw.Broken();
        var stage = new Stage(_house, _inverter, _watch, _people, new Random(one.Seed)) { Line = _house.Lines[one.Charger % _house.Lines.Length] };
        var end = FaultCatalogue.ByName[one.What].Begin(stage);
        var ended = false;
        _troubles++;
        void Over()
        {
            if (ended)
                return;
            ended = true;
            _troubles--;
            _trace.Note(_house, $"over: {one.What}");
            _watch.Draw.Broken();
            end();
        }

        _ends.Add(Over);
        _house.World.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(one.Lasts), _house.World.Time);
            Over();
        });
    }

    private async Task MeterAsync()
    {
        while (true)
        {
            var generated = _inverter.Power / (3 * _facts.Reckoned);
            var import = Enumerable.Range(0, 3).Select(phase => _watch.Load[phase] + _house.Lines.Sum(line => line.Box.DrawnCurrents[phase]) - generated).ToArray();
            await Task.Delay(TimeSpan.FromSeconds(1), _house.World.Time);
            var service = _house.Service;
            service.Process.Do(() => service.ControlComposition.Readings.Accept(new MeterReading
            {
                Source = "meter",
                Power = new Watts(import.Sum() * _facts.Reckoned),
                Current = new PhaseValues<Amperes>(new(import[0]), new(import[1]), new(import[2])),
                ArrivedAt = _house.World.Time.GetTimestamp(),
            }));
            await Task.Delay(TimeSpan.FromSeconds(4), _house.World.Time);
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

    private void AdvanceTo(double seconds) => _house.World.Advance(TimeSpan.FromSeconds(Math.Max(0, seconds - Seconds)));
}
