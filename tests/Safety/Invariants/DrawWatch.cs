using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// Holds the power that the cars really draw against the cap and the real sun. After a fall of the sun the car may draw more for as long as
/// nobody can help it: sample age and the car's lag, and while links are broken also maxAge and the failsafe's timeout.
/// </summary>
internal sealed class DrawWatch(SimulatedHouse house, SafetyWatch all)
{
    /// <summary>Sample age 10 s and the car's lag of 12 s.</summary>
    private const int SoundLag = 22;

    /// <summary>
    /// A wallbox that nobody can reach falls back: an attempt to reconnect that fails late 17 s, the failsafe's timeout of 20 s whose
    /// beginning is noticed 3 s late.
    /// </summary>
    private const int FallBack = 40;

    private const int CarLag = 12;

    /// <summary>With broken links: maxAge 30 s, the falling back, and the car's lag.</summary>
    private const int BrokenLag = 30 + FallBack + CarLag;

    private readonly Queue<(long At, double Sun)> _suns = new();
    private readonly Dictionary<SimulatedEvc04, (int Amperes, long At)> _forgotten = [];
    private long _excusedUntil;
    private long _brokenUntil;

    /// <summary>Seconds in which more was drawn than the sun of that moment allowed, with sound links.</summary>
    internal int LagSeconds { get; private set; }

    /// <summary>For so long the wallbox or the car does what no master told it.</summary>
    internal void Excuse(double seconds) => _excusedUntil = Math.Max(_excusedUntil, all.Now + TimeSpan.FromSeconds(seconds).Ticks);

    /// <summary>True while a wallbox or a car does what no master told it.</summary>
    internal bool Excused => all.Now < _excusedUntil;

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
        foreach (var (box, (amperes, at)) in _forgotten)
        {
            Excuse(CarLag + 1);
            if (box.Setpoint != amperes || box.InFailsafe || all.Now - at >= TimeSpan.FromSeconds(FallBack).Ticks)
                _forgotten.Remove(box);
        }

        _suns.Enqueue((all.Now, sun));
        while (_suns.Peek().At < all.Now - TimeSpan.FromSeconds(BrokenLag + 1).Ticks)
            _suns.Dequeue();
        var drawn = house.Lines.Sum(line => line.Box.DrawnPower);
        if (drawn > Within(1) && all.Now >= _brokenUntil)
            LagSeconds++;
        var lag = all.Now < _brokenUntil ? BrokenLag : SoundLag;
        if (!Excused && drawn > Within(lag))
            all.Violated(Invariant.DrawWithinAllowance, $"{drawn:0} W drawn, {Within(lag):0} W were the most allowed in the last {lag} s");
    }

    // Idle power is not steered.
    private double Within(int seconds)
    {
        var since = all.Now - TimeSpan.FromSeconds(seconds + 1).Ticks;
        return all.Oracle.Cap + _suns.Where(sun => sun.At >= since).Max(sun => sun.Sun) + (5 * house.Lines.Length);
    }
}
