using System.Collections.Immutable;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>
/// Where in the recording a replay is. It begins with the first master. A box that froze until its connection was opened again stays frozen
/// until a master does that, however long the recording waited, and then continues where the recording continues.
/// </summary>
internal sealed class ReplayClock
{
    private readonly TimeProvider _time;
    private readonly ImmutableArray<(TimeSpan From, TimeSpan Until)> _freezes;
    private long? _startedAt;
    private TimeSpan _ahead;
    private int _thawed;

    /// <summary>Begins at the recording's start.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="frozen">When the box's clock stood.</param>
    /// <param name="entries">The recording.</param>
    internal ReplayClock(TimeProvider time, IEnumerable<(TimeSpan From, TimeSpan To)> frozen, ImmutableArray<TraceEntry> entries)
    {
        _time = time;
        _freezes = [.. frozen
            .Select(span => (span.From, Until: entries.FirstOrDefault(entry => entry.Outcome == TraceOutcome.Connected && entry.Action == TraceAction.Connect && entry.At > span.To)?.At))
            .Where(span => span.Until is not null)
            .Select(span => (span.From, span.Until!.Value))];
    }

    /// <summary>Time since the start of the recording.</summary>
    internal TimeSpan Now
    {
        get
        {
            var now = (_startedAt is { } at ? _time.GetElapsedTime(at) : TimeSpan.Zero) + _ahead;
            if (_thawed == _freezes.Length || now < _freezes[_thawed].Until)
                return now;
            var last = _freezes[_thawed].Until - TimeSpan.FromMilliseconds(1);
            _ahead -= now - last;
            return last;
        }
    }

    /// <summary>Begins, if it has not.</summary>
    internal void Start() => _startedAt ??= _time.GetTimestamp();

    /// <summary>A master has opened the connection again.</summary>
    internal void Connect()
    {
        Start();
        var now = Now;
        if (_thawed == _freezes.Length || now < _freezes[_thawed].From)
            return;
        _ahead += _freezes[_thawed].Until - now;
        _thawed++;
    }
}
