using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control.Monitors;

/// <summary>
/// Finds out on how many phases a car charges. Three are assumed until a minute's measurement shows fewer, and again at once when there
/// is more current, no charging, or nothing measured: the next car may be another.
/// </summary>
/// <param name="phases">Phases that the charger is connected to, 1 to 3.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class PhaseMonitor(int phases, TimeProvider time)
{
    private int? _shown;

    /// <summary>Only a car that draws so much shows which phases it uses.</summary>
    private const double Draws = 4;

    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    // Longer than a value lives: one odd answer is no second phase.
    private static readonly TimeSpan s_sure = TimeSpan.FromSeconds(20);

    private long? _allSince;

    // Since when never more phases than its index carried current.
    private readonly long?[] _since = new long?[3];

    /// <summary>The phases to calculate with.</summary>
    public int Phases => _shown ?? phases;

    /// <summary>True while current is seen on all three, and was so for 20 s.</summary>
    public bool Symmetrical { get; private set; }

    /// <summary>Takes a cycle's measurement.</summary>
    public void Measured(ChargerReading reading)
    {
        var (l1, l2, l3) = reading.Current;
        ReadOnlySpan<Amperes?> all = [l1, l2, l3];
        var carrying = 0;
        foreach (var current in all)
            carrying += current is not { Value: < ChargerReading.Carries } ? 1 : 0;
        if (reading.Charging != true || l1 is null || l2 is null || l3 is null || OvercurrentMonitor.Highest(reading.Current) < Draws)
        {
            Interrupted();
            return;
        }

        // Another phase comes in: more may follow.
        if (carrying > _shown)
            Interrupted();
        var now = time.GetTimestamp();
        _allSince = carrying == 3 ? _allSince ?? now : null;
        Symmetrical = _allSince is { } begun && time.GetElapsedTime(begun, now) >= s_sure;
        _shown = null;
        for (var fewer = phases - 1; fewer >= 1; fewer--)
        {
            _since[fewer] = carrying <= fewer ? _since[fewer] ?? now : null;
            if (_since[fewer] is { } since && time.GetElapsedTime(since, now) >= s_long)
                _shown = fewer;
        }
    }

    /// <summary>Nothing is measured: another car may be plugged in meanwhile.</summary>
    public void Interrupted()
    {
        (_shown, _allSince, Symmetrical) = (null, null, false);
        Array.Clear(_since);
    }
}
