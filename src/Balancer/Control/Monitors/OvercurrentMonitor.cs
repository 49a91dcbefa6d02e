using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control.Monitors;

/// <summary>
/// Watches whether a car draws more than it is offered: above the setpoint by more than 1 A and 10 % for 10 s is reported, and for
/// 30 s ends in a stop. What it was offered during the last 12 s counts, since that is how long a car may take to come down
/// (IEC 61851-1, annex A: 5 s after a change, and some cars 6 s more).
/// </summary>
/// <param name="time">Monotonic clock.</param>
public sealed class OvercurrentMonitor(TimeProvider time)
{
    private static readonly TimeSpan s_reported = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_stopped = TimeSpan.FromSeconds(30);

    private readonly SlidingExtreme _offered = SlidingExtreme.Highest(Following, time, double.PositiveInfinity);
    private long? _since;

    /// <summary>How long a car may take to come down.</summary>
    public static TimeSpan Following { get; } = TimeSpan.FromSeconds(12);

    /// <summary>What is wrong, in one line; null if nothing is, or not for 10 s yet.</summary>
    public string? Fault { get; private set; }

    /// <summary>True once it has lasted for 30 s.</summary>
    public bool MustStop { get; private set; }

    /// <summary>The most amperes a car may draw of <paramref name="offered"/> amperes before it counts as drawing more.</summary>
    public static double Tolerated(double offered) => offered + Math.Max(1, offered / 10);

    /// <summary>The highest of the phases' currents, A; unknown ones count as 0.</summary>
    public static double Highest(PhaseValues<Amperes?> current) =>
        Math.Max(current.L1?.Value ?? 0, Math.Max(current.L2?.Value ?? 0, current.L3?.Value ?? 0));

    /// <summary>Takes a cycle's measurement.</summary>
    /// <param name="setpoint">Amperes a phase that the charger offers: as acknowledged, or as read back if that is more.</param>
    /// <param name="current">Measured amperes a phase; unknown ones count as 0.</param>
    public void Measured(int setpoint, PhaseValues<Amperes?> current)
    {
        var now = time.GetTimestamp();
        _offered.Record(now, setpoint);
        var offered = _offered.At(now);
        var drawn = Highest(current);
        if (drawn <= Tolerated(offered))
        {
            (_since, Fault, MustStop) = (null, null, false);
            return;
        }

        var lasted = time.GetElapsedTime(_since ??= now, now);
        Fault = lasted >= s_reported ? $"the car draws {new Amperes(Math.Round(drawn, 1))}, offered: {setpoint} A" : null;
        MustStop = lasted >= s_stopped;
    }

    /// <summary>Nothing is measured, and the present offer is unknown: the times start again.</summary>
    public void Interrupted()
    {
        (_since, Fault, MustStop) = (null, null, false);
        _offered.Record(time.GetTimestamp(), double.PositiveInfinity);
    }
}
