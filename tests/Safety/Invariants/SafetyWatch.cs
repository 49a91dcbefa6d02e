using System.Collections.Immutable;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Watches a simulated house: every request of the service, and the power drawn.</summary>
internal sealed class SafetyWatch
{
    /// <summary>How long a fall may wait beside requests that were out already.</summary>
    internal static readonly long LinkTime = TimeSpan.FromMilliseconds(250).Ticks;

    private readonly SimulatedHouse _house;
    private readonly int _seed;
    private readonly DrawWatch _draw;

    internal SafetyWatch(SimulatedHouse house, int seed, Oracle oracle, int failsafe, int highest)
    {
        (_house, _seed, Oracle, Failsafe, Highest) = (house, seed, oracle, failsafe, highest);
        _draw = new DrawWatch(house, this);
        house.World.AfterStep = () =>
        {
            if (First is not null)
                throw First;
        };
        Chargers = [.. house.Lines.Select((line, index) => new ChargerWatch(this, house.Service.Balancing.Ids[index], line.Box))];
        for (var i = 0; i < Chargers.Length; i++)
            house.Lines[i].Wire = Chargers[i];
    }

    internal Oracle Oracle { get; }

    internal ImmutableArray<ChargerWatch> Chargers { get; }

    /// <summary>The chargers' failsafe current, A.</summary>
    internal int Failsafe { get; }

    /// <summary>The chargers' highest current, A.</summary>
    internal int Highest { get; }

    internal long Now => _house.World.Time.Now;

    /// <summary>Since when the service's process has been running without a pause; a moment to come while it need not have woken yet.</summary>
    internal long RunsSince { get; set => field = Math.Max(field, value); }

    internal DrawWatch Draw => _draw;

    /// <summary>The first violation. It is thrown after the step that brought it, since the service would catch it.</summary>
    internal InvariantViolation? First { get; private set; }

    internal void Violated(string invariant, string found) =>
        First ??= new InvariantViolation(invariant, _seed, TimeSpan.FromTicks(Now), found);

    /// <summary>Hears the service's writes; for whoever replays a seed.</summary>
    internal Action<string>? Heard { get; set; }

    internal void Note(string what) => Heard?.Invoke(what);

    /// <summary>True where one charger may be told so many amperes, whatever the others hold.</summary>
    internal bool Allowed(string charger, int amperes) =>
        amperes == 0 || (Oracle.Allows(amperes) && !Oracle.Intent().Stopped.Contains(charger));

    internal int OthersPossible(ChargerWatch one) => Chargers.Sum(charger => charger == one ? 0 : charger.Possible);

    /// <summary>So much time has passed that the service cannot know of.</summary>
    internal void Unnoticed(TimeSpan span)
    {
        Oracle.Unnoticed(span);
        foreach (var charger in Chargers)
            charger.Unnoticed(span);
    }

    /// <summary>Asked about once a second.</summary>
    internal void Look(double sun)
    {
        _draw.Look(sun);
        foreach (var line in _house.Lines)
        {
            if (line.Open > 1)
                Violated(Invariant.Bounded, $"{line.Open} connections open");
        }

        if (_house.Service.Process is { Dead: false, Paused: false })
        {
            foreach (var charger in Chargers)
                charger.Look();
        }
    }
}
