using System.Collections.Immutable;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Watches a simulated house: every request of the service, and the power drawn.</summary>
internal sealed class SafetyWatch
{
    // What the service may take to end, and what a slow box adds.
    private const double EndsWithin = 5.5;

    private readonly SimulatedHouse _house;
    private readonly int _seed;
    private readonly ImportWatch? _import;
    private long? _terminatedAt;

    internal SafetyWatch(SimulatedHouse house, int seed, Oracle oracle, HouseFacts facts)
    {
        (_house, _seed, Oracle, Facts) = (house, seed, oracle, facts);
        Draw = new DrawWatch(house, this);
        _import = facts.MeterLimit is null ? null : new ImportWatch(house, this);
        house.World.AfterStep = () =>
        {
            if (First is not null)
                throw First;
        };
        Chargers = [.. house.Lines.Select((line, index) => new ChargerWatch(this, index, house.Service.ControlComposition.Ids[index], line))];
        for (var i = 0; i < Chargers.Length; i++)
            house.Lines[i].Wire = Chargers[i];
    }

    internal Oracle Oracle { get; }

    internal HouseFacts Facts { get; }

    internal ImmutableArray<ChargerWatch> Chargers { get; }

    internal DrawWatch Draw { get; }

    internal long Now => _house.World.Time.Now;

    /// <summary>Since when the service's process has been running without a pause; a moment to come while it need not have woken yet.</summary>
    internal long RunsSince { get; set => field = Math.Max(field, value); }

    /// <summary>What the house draws beside the chargers, A on L1, L2 and L3.</summary>
    internal ImmutableArray<double> Load { get; set; } = [0.5, 0.5, 0.5];

    /// <summary>How often each thing that an invariant judges was there.</summary>
    internal Action<string> Count { get; set; } = _ => { };

    /// <summary>The first violation. It is thrown after the step that brought it, since the service would catch it.</summary>
    internal InvariantViolation? First { get; private set; }

    /// <summary>Hears the service's writes; for whoever replays a seed.</summary>
    internal Action<string>? Received { get; set; }

    internal InvariantViolation Violated(string invariant, string found) =>
        First ??= new InvariantViolation(invariant, _seed, TimeSpan.FromTicks(Now), found);

    internal void Note(string what) => Received?.Invoke(what);

    /// <summary>True where a charger may be told so many amperes.</summary>
    /// <param name="one">The charger.</param>
    /// <param name="amperes">Whole amperes a phase.</param>
    /// <param name="together">True where it must also leave the others their part.</param>
    internal bool Allowed(ChargerWatch one, int amperes, bool together) =>
        amperes == 0
        || (!Oracle.Stopped.ContainsKey(one.Id)
            && Oracle.Allows(amperes, PhasesFor(one))
            && (Facts.Unbalance is not { } balanced || amperes <= balanced || one.Phases.OnAll)
            && !(together && Facts.Chargers > 1 && TakesFromOthers(amperes)));

    /// <summary>The phases to reckon with: a contract in watts lets a lone charger's car have all of it on the phases that it uses.</summary>
    internal int PhasesFor(ChargerWatch one) => Facts is { CapWatts: not null, Chargers: 1 } ? one.Phases.Fewest : 3;

    internal int OthersPossible(ChargerWatch one) => Chargers.Sum(charger => charger == one ? 0 : charger.Possible);

    /// <summary>News came that may be a fall: soon it must be on the wire.</summary>
    internal void NewsCame() => _house.World.Start(async () =>
    {
        await Task.Delay(FallWatch.Promptly + TimeSpan.FromMilliseconds(5), _house.World.Time);
        LookAtChargers();
    });

    /// <summary>So much time has passed that the service cannot know of.</summary>
    internal void Unnoticed(TimeSpan span)
    {
        Oracle.Sun.Unnoticed(span);
        foreach (var charger in Chargers)
            charger.Unnoticed(span);
    }

    /// <summary>SIGTERM comes.</summary>
    internal void Terminated()
    {
        _terminatedAt ??= Now;
        if (_house.Service.Process.Paused)
            return;
        foreach (var charger in Chargers)
            charger.End.Terminated();
    }

    /// <summary>The process is paused, or gone.</summary>
    internal void Interrupted(bool gone)
    {
        if (gone && _house.Service.Ended)
            LookAtTheEnd();
        foreach (var charger in Chargers)
        {
            charger.End.Excuse();
            if (gone)
                charger.Forgotten();
        }

        if (gone)
            _terminatedAt = null;
    }

    /// <summary>Asked about once a second.</summary>
    internal void Look(double sun)
    {
        Draw.Look(sun);
        _import?.Look(sun);
        foreach (var charger in Chargers)
        {
            charger.Phases.Look();
            if (charger.Line.Open > 1)
                Violated(Invariant.Bounded, $"{charger.Line.Open} connections open");
        }

        LookAtChargers();
        LookAtTheEnd();
    }

    private void LookAtChargers()
    {
        if (_house.Service.Process is not { Dead: false, Paused: false } || _house.Service.Terminated)
            return;
        foreach (var charger in Chargers)
            charger.Look();
    }

    private void LookAtTheEnd()
    {
        var longest = TimeSpan.FromSeconds(EndsWithin) + (3 * Facts.Exchange);
        if (_terminatedAt is not { } at || !(_house.Service.Ended || Now - at > longest.Ticks))
            return;
        foreach (var charger in Chargers)
            charger.End.Ended();
    }

    // Together they hold more than is allowed, and this one more than its part. Who has no car wants no part; the service learns that late.
    // Where a voltage is unknown, the highest may be reckoned with, and the parts are others.
    private bool TakesFromOthers(int amperes) => TakesFromOthers(amperes, Facts.Reckoned) && TakesFromOthers(amperes, Facts.ReckonedAtMost);

    private bool TakesFromOthers(int amperes, double volts)
    {
        var total = (int)Math.Floor((Oracle.Watts + 1e-6) / (3 * volts));
        if (Chargers.Sum(charger => charger.Standing ?? 0) <= total)
            return false;
        return amperes > total / Math.Max(1, Math.Min(Draw.FewestCars, total / 6));
    }
}
