using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// Invariant 7. Holds the power that the cars really draw against the cap and the real sun, and each phase's part against a contract in
/// amperes. After a fall of the sun the car may draw more for as long as nobody can help it: sample age and the car's lag, and while links
/// are broken also maxAge and the failsafe's timeout.
/// </summary>
internal sealed class DrawWatch(SimulatedHouse house, SafetyWatch all)
{
    private const int CarLag = 12;

    // A connection on which the first request is not answered, s.
    private const double LongestAttempt = 3.5;
    private static readonly long s_window = TimeSpan.FromSeconds(20).Ticks;

    private readonly Queue<(long At, double Sun)> _suns = new();
    private readonly Queue<(long At, int Cars)> _cars = new();
    private readonly Dictionary<SimulatedEvc04, (int Amperes, long At)> _forgotten = [];
    private readonly int[] _strikes = new int[house.Lines.Length];
    private long _excusedUntil;
    private long _brokenUntil;

    /// <summary>Seconds in which more was drawn than the sun of that moment allowed, with sound links.</summary>
    internal int LagSeconds { get; private set; }

    /// <summary>The fewest cars that were plugged in lately.</summary>
    internal int FewestCars => _cars.Select(one => one.Cars).DefaultIfEmpty(all.Facts.Chargers).Min();

    /// <summary>True while a wallbox or a car does what no master told it.</summary>
    internal bool Excused => all.Now < _excusedUntil;

    /// <summary>
    /// A wallbox that nobody can reach falls back: an attempt to reconnect that fails late, the failsafe's timeout, whose beginning is
    /// noticed late.
    /// </summary>
    internal double FallBack => 20 + LongestTimeout + (2 * all.Facts.Exchange.TotalSeconds);

    /// <summary>
    /// What another master wrote stands until the wallbox falls back. One attempt of the service to connect that gets no answer begins that
    /// wait anew, just before its end; the next comes later than the wallbox waits.
    /// </summary>
    internal double AfterAnotherMaster => (2 * LongestTimeout) + LongestAttempt + (2 * all.Facts.Exchange.TotalSeconds) + CarLag;

    /// <summary>The longest timeout of a wallbox, s: one that refuses the write keeps its own.</summary>
    internal double LongestTimeout => Math.Max(all.Facts.RealTimeout.TotalSeconds, house.Lines.Max(line => line.Box.FailsafeTimeout == 0 ? 20 : line.Box.FailsafeTimeout));

    /// <summary>True while something is broken, or was so lately.</summary>
    internal bool IsBroken => all.Now < _brokenUntil;

    // Sample age and the car's lag, and the requests before the write.
    private double SoundLag => 10 + CarLag + (3 * all.Facts.Exchange.TotalSeconds);

    /// <summary>With broken links: maxAge, the falling back, and the car's lag.</summary>
    internal double BrokenLag => all.Facts.MaxAge.TotalSeconds + FallBack + CarLag;

    /// <summary>For so long the wallbox or the car does what no master told it.</summary>
    internal void Excuse(double seconds) => _excusedUntil = Math.Max(_excusedUntil, all.Now + TimeSpan.FromSeconds(seconds).Ticks);

    /// <summary>A wallbox has put another setpoint in the place of its own: excused until it is told again or falls back, and the car has followed.</summary>
    internal void Forgotten(SimulatedEvc04 box, int amperes)
    {
        _forgotten[box] = (amperes, all.Now);
        Excuse(CarLag + 1);
    }

    /// <summary>A fault begins or ends: for a while the longer lag counts.</summary>
    internal void Broken() => _brokenUntil = all.Now + TimeSpan.FromSeconds(BrokenLag).Ticks;

    internal void Look(double sun)
    {
        // A failsafe that is not to be written may be above the cap: what flows by it was not commanded. It may be over before the next look.
        foreach (var (index, box) in house.Lines.Select(line => line.Box).Index())
        {
            if ((box.InFailsafe || box.FailsafeCount != _strikes[index]) && box.FailsafeCurrent > all.Facts.Failsafe)
                Excuse(CarLag + 1);
            _strikes[index] = box.FailsafeCount;
        }

        foreach (var (box, (amperes, at)) in _forgotten)
        {
            Excuse(CarLag + 1);
            if (box.Setpoint != amperes || box.InFailsafe || all.Now - at >= TimeSpan.FromSeconds(FallBack).Ticks)
                _forgotten.Remove(box);
        }

        Excuse(house.Lines.Any(line => !line.WasSteered) ? CarLag : 0);
        _suns.Enqueue((all.Now, sun));
        while (_suns.Peek().At < all.Now - TimeSpan.FromSeconds(BrokenLag + 1).Ticks)
            _suns.Dequeue();
        _cars.Enqueue((all.Now, house.Lines.Count(line => line.Box.HasCar)));
        while (_cars.Peek().At < all.Now - s_window - (12 * all.Facts.Exchange.Ticks))
            _cars.Dequeue();
        var drawn = house.Lines.Sum(line => line.Box.DrawnPower);
        if (drawn > Within(1) && !IsBroken)
            LagSeconds++;
        if (Excused)
            return;
        var lag = IsBroken ? BrokenLag : SoundLag;
        var allowed = Within(lag);
        if (drawn > allowed)
            all.Violated(Invariant.DrawWithinAllowance, $"{drawn:0} W drawn, {allowed:0} W were the most allowed in the last {lag:0} s");
        for (var phase = 0; all.Facts.CapAmperes is not null && phase < 3; phase++)
        {
            var power = house.Lines.Sum(line => line.Box.DrawnCurrents[phase]) * (all.Facts.Volts + phase);
            if (power > (allowed / 3) + (15 * house.Lines.Length))
                all.Violated(Invariant.DrawWithinAllowance, $"{power:0} W drawn on L{phase + 1}, {allowed / 3:0} W were the most allowed in the last {lag:0} s");
        }
    }

    // Idle power is not steered.
    private double Within(double seconds)
    {
        var since = all.Now - TimeSpan.FromSeconds(seconds + 1).Ticks;
        return all.Oracle.Cap + _suns.Where(sun => sun.At >= since).Max(sun => sun.Sun) + (5 * house.Lines.Length);
    }
}
