using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// Invariant 12. What the cars draw on each phase is at most what the house really left them below the meter's limit, at some moment of the
/// last seconds: the meter's sample is up to 6 s old, what it means is uncertain while a car ramps, and then the car has its lag.
/// </summary>
internal sealed class ImportWatch(SimulatedHouse house, SafetyWatch all)
{
    private const double Tolerance = 1.2;
    private const double MeterAge = 30;
    private const double SoundLag = 6 + 18 + 12;

    private readonly Queue<(long At, double[] Room)> _rooms = new();

    internal void Look(double sun)
    {
        var facts = all.Facts;
        var generated = sun / (3 * facts.Reckoned);
        var room = all.Load.Select(load => Math.Max(0, facts.MeterLimit!.Value - load + generated)).ToArray();
        // What is wrong with the links may be wrong with the meter, too: its fallback counts then, or a wallbox falls back by itself.
        if (all.Draw.IsBroken)
            room = [.. room.Select(left => Math.Max(left, Math.Max(facts.MeterFallback, facts.Failsafe * facts.Chargers)))];
        _rooms.Enqueue((all.Now, room));
        var lag = SoundLag + facts.Poll.TotalSeconds + (12 * facts.Exchange.TotalSeconds);
        var longest = MeterAge + all.Draw.BrokenLag + lag;
        while (_rooms.Peek().At < all.Now - TimeSpan.FromSeconds(longest).Ticks)
            _rooms.Dequeue();
        if (all.Draw.Excused)
            return;
        var since = all.Now - TimeSpan.FromSeconds(all.Draw.IsBroken ? longest : lag).Ticks;
        for (var phase = 0; phase < 3; phase++)
        {
            var drawn = house.Lines.Sum(line => line.Box.DrawnCurrents[phase]);
            var most = _rooms.Where(one => one.At >= since).Max(one => one.Room[phase]);
            if (drawn > most + Tolerance)
                all.Violated(Invariant.ImportWithinLimit, $"{drawn:0.0} A drawn on L{phase + 1}, {most:0.0} A were the most left in the last {(all.Now - since) / TimeSpan.TicksPerSecond} s");
        }

        all.Count("seen: import judged");
    }
}
