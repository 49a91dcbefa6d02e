using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.GridMeter;

/// <summary>
/// The least and the most that a charger drew within the last seconds: a meter's sample was taken at some time within them. A
/// charger without measurements draws 0 here, so that what it draws counts with the house.
/// </summary>
internal sealed class DrawWindow
{
    /// <summary>The lanes: L1, L2, L3 in A, all phases in W.</summary>
    internal const int Lanes = 4;

    /// <summary>The lane of all phases.</summary>
    internal const int Total = 3;

    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_silent = TimeSpan.FromSeconds(10);
    private readonly PhaseValues<int> _order;
    private readonly TimeProvider _time;
    private readonly SlidingExtreme[] _least;
    private readonly SlidingExtreme[] _most;
    private long _recordedAt;

    /// <summary>Nothing is drawn yet.</summary>
    /// <param name="order">Which phases of the meter the charger's L1, L2 and L3 are, each 1 to 3.</param>
    /// <param name="time">Monotonic clock.</param>
    internal DrawWindow(PhaseValues<int> order, TimeProvider time)
    {
        _order = order;
        _time = time;
        _least = [.. Enumerable.Range(0, Lanes).Select(_ => SlidingExtreme.Lowest(s_span, time, 0))];
        _most = [.. Enumerable.Range(0, Lanes).Select(_ => SlidingExtreme.Highest(s_span, time, 0))];
    }

    /// <summary>Takes a cycle's measurement; null if nothing is measured.</summary>
    internal void Record(ChargerReading? reading)
    {
        var now = _recordedAt = _time.GetTimestamp();
        var (l1, l2, l3) = reading?.Current ?? default;
        Span<double> drawn = stackalloc double[Lanes];
        drawn[_order.L1 - 1] = l1?.Value ?? 0;
        drawn[_order.L2 - 1] = l2?.Value ?? 0;
        drawn[_order.L3 - 1] = l3?.Value ?? 0;
        drawn[Total] = reading?.Power?.Value ?? 0;
        for (var lane = 0; lane < Lanes; lane++)
        {
            _least[lane].Record(now, drawn[lane]);
            _most[lane].Record(now, drawn[lane]);
        }
    }

    /// <summary>The least and the most of a lane up to now.</summary>
    internal (double Least, double Most) Of(int lane)
    {
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_recordedAt, now) > s_silent)
            return (0, 0);
        return (_least[lane].At(now), _most[lane].At(now));
    }
}
