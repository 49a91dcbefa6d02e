using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// On which phases a car really draws, and what the service may believe of that: what was true at any moment since its last but one sign
/// of life, and in the last 12 s; longer where the box is slow.
/// </summary>
internal sealed class PhaseRecord(SafetyWatch all, SimulatedEvc04 box)
{
    private const double Carries = 1;
    private const double Draws = 4;
    private static readonly long s_window = TimeSpan.FromSeconds(12).Ticks;

    // A whole minute shows it; looked at once a second.
    private static readonly long s_shown = TimeSpan.FromSeconds(58).Ticks;

    // So long registers may stand still before that has to be noticed.
    private static readonly long s_frozen = TimeSpan.FromSeconds(60).Ticks;

    private readonly Queue<(long At, int Fewest, bool All)> _samples = new();
    private readonly long?[] _since = new long?[4];
    private long? _restsSince;
    private long? _frozenSince;
    private long _aliveAt;
    private long _aliveBefore;

    private long Window => s_window + (4 * all.Facts.Exchange.Ticks);

    /// <summary>The fewest phases that may be reckoned with.</summary>
    internal int Fewest => _samples.Select(sample => sample.Fewest).DefaultIfEmpty(3).Min();

    /// <summary>True where current may have been seen on all phases.</summary>
    internal bool OnAll => _samples.Any(sample => sample.All) || (box.DrawnCurrents.Max() >= Draws && box.DrawnCurrents.All(current => current > Carries));

    /// <summary>A sign of life goes out.</summary>
    internal void AliveSent() => (_aliveBefore, _aliveAt) = (_aliveAt, all.Now);

    /// <summary>Asked once a second.</summary>
    internal void Look()
    {
        var drawn = box.DrawnCurrents;
        var carrying = drawn.Count(current => current > Carries);
        // A rest that is shorter than a value lives may not be seen.
        _restsSince = drawn.Max() >= Draws ? null : _restsSince ?? all.Now;
        var charges = !(all.Now - _restsSince >= Window);
        var fewest = 3;
        for (var phases = 3; phases >= 1; phases--)
        {
            _since[phases] = charges && carrying <= phases ? _since[phases] ?? all.Now : null;
            if (all.Now - _since[phases] >= s_shown)
                fewest = phases;
        }

        // Until it is noticed, what they said last is believed: how many phases, and whether all.
        _frozenSince = box.IsFrozen ? _frozenSince ?? all.Now : null;
        var onAll = drawn.Max() >= Draws && carrying == 3;
        if (all.Now - _frozenSince < s_frozen && _samples.Count > 0)
        {
            fewest = Math.Min(fewest, _samples.Last().Fewest);
            onAll |= _samples.Last().All;
        }

        _samples.Enqueue((all.Now, fewest, onAll));
        var oldest = Math.Min(all.Now - Window, _aliveBefore);
        while (_samples.Count > 1 && _samples.Peek().At < oldest)
            _samples.Dequeue();
    }
}
