using System.Collections.Immutable;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// What may be drawn at this moment, reckoned by itself from what was sent to the service and what people commanded: none of the
/// product's arithmetic and none of its state is used here.
/// </summary>
internal sealed class Oracle
{
    private const int Phases = 3;
    private readonly SimulatedTime _time;
    private readonly HouseFacts _facts;
    private readonly Dictionary<string, long> _stopped = [];
    private long _commandedAt;
    private int _commands;

    internal Oracle(SimulatedTime time, HouseFacts facts)
    {
        (_time, _facts) = (time, facts);
        // It looks at each poll at the latest, and a round of a slow box comes before that.
        Sun = new SunRecord(() => time.Now, facts.MaxAge, facts.RaiseDelay, facts.Poll + TimeSpan.FromSeconds(2) + (10 * facts.Exchange));
    }

    internal SunRecord Sun { get; }

    /// <summary>What people commanded last.</summary>
    internal Commanded Commanded { get; private set; } = Commanded.First;

    /// <summary>Chargers that wait for a person's command, since their car drew more than it was offered.</summary>
    internal IReadOnlyDictionary<string, long> Stopped => _stopped;

    /// <summary>The cap alone, W.</summary>
    internal double Cap => _facts.Cap;

    /// <summary>When the allowance last changed, by an event or by the age of a reading.</summary>
    internal long ChangedAt => Math.Max(_commandedAt, Sun.ChangedAt);

    /// <summary>Counts the events that may have changed the allowance.</summary>
    internal int Version => Sun.Version + _commands;

    /// <summary>
    /// Watts that all chargers may draw together: with the lowest sun of the last raise delay, that of this moment included. A fall counts
    /// at once, a rise waits.
    /// </summary>
    internal double Watts
    {
        get
        {
            var contract = Commanded.Mode switch { "off" => 0, "fixed" => Cap, _ => Cap + Sun.Steady };
            return Math.Min(contract, Commanded.Limit ?? contract);
        }
    }

    /// <summary>A person's command was executed.</summary>
    internal void Take(Commanded commanded, bool mode)
    {
        Commanded = commanded;
        if (mode)
            _stopped.Clear();
        Changed();
    }

    /// <summary>The service has stopped a charger.</summary>
    internal void Stop(string charger)
    {
        if (_stopped.TryAdd(charger, _time.Now))
            Changed();
    }

    /// <summary>A new service: it knows no sun, and of commands what it kept.</summary>
    internal void Restarted(Commanded kept, ImmutableArray<string> stopped)
    {
        Commanded = kept;
        foreach (var charger in _stopped.Keys.Except(stopped).ToArray())
            _stopped.Remove(charger);
        foreach (var charger in stopped)
            _stopped.TryAdd(charger, _time.Now);
        Sun.Forget();
        Changed();
    }

    /// <summary>True where so many amperes on so many phases are within what is allowed.</summary>
    internal bool Allows(double amperes, int phases = Phases) => amperes * phases * _facts.Reckoned <= Watts + 1e-6;

    /// <summary>
    /// The setpoint that a charger should have when all is calm and every one has a car: whole amperes, 0 or 6 and more; where it is not
    /// enough for all, the first ones are served.
    /// </summary>
    /// <param name="index">The charger.</param>
    /// <param name="volts">The voltage that watts are turned into amperes with.</param>
    internal int Expected(int index, double volts)
    {
        var box = _facts.Boxes[index];
        var amperes = Together(volts);
        var served = Math.Min(_facts.Chargers, amperes / 6);
        var share = index < served ? Math.Min(amperes / served, Math.Min(32, box.MaxCurrent)) : 0;
        return share < Math.Max(6, box.MinCurrent) ? 0 : Math.Min(share, box.OwnLimit ?? share);
    }

    /// <summary>Whole amperes a phase for all chargers together.</summary>
    internal int Together(double volts)
    {
        var cap = _facts.CapAmperes is { } amperes ? amperes * Phases * volts : Cap;
        var contract = Commanded.Mode switch { "off" => 0, "fixed" => cap, _ => cap + Sun.Steady };
        return (int)Math.Floor((Math.Min(contract, Commanded.Limit ?? contract) + 1e-6) / (Phases * volts));
    }

    /// <summary>What a charger's failsafe register has to hold: never more than is configured, nor than mode and limit allow; 0 where it is stopped.</summary>
    internal int Failsafe(string charger)
    {
        if (!Rules.FailsafeFollowsCommands)
            return _facts.Failsafe;
        if (_stopped.ContainsKey(charger))
            return 0;
        var contract = Commanded.Mode == "off" ? 0 : Math.Min(Cap, Commanded.Limit ?? Cap);
        var amperes = (int)Math.Floor((contract + 1e-6) / (Phases * _facts.Reckoned));
        return amperes < 6 ? 0 : Math.Min(_facts.Failsafe, amperes);
    }

    private void Changed() => (_commandedAt, _commands) = (_time.Now, _commands + 1);
}
