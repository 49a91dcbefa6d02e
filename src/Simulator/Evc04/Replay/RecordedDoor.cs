using System.Collections.Immutable;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>When the wallbox accepts a master, as far as the recording shows it.</summary>
internal sealed class RecordedDoor
{
    /// <summary>Evaluates when connections were accepted.</summary>
    /// <param name="entries">The recording.</param>
    /// <param name="turnedAway">True for a connection that was accepted and closed at once, without an answer.</param>
    internal RecordedDoor(ImmutableArray<TraceEntry> entries, Func<int, bool> turnedAway)
    {
        TimeSpan? left = null;
        var refused = false;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Action != TraceAction.Connect)
            {
                if (entry.Action != TraceAction.Lost && !(i > 0 && entries[i - 1].Action == TraceAction.Connect && turnedAway(i - 1)))
                    left = entry.At + entry.Took;
                continue;
            }

            if (entry.Outcome != TraceOutcome.Connected || turnedAway(i))
            {
                refused = true;
                continue;
            }

            if (refused && left is { } since)
                AfterDrop = AfterDrop > entry.At - since ? AfterDrop : entry.At - since;
            else if (refused)
                OpensAt = entry.At;
            refused = false;
        }

        // It never accepted a connection again.
        if (refused && left is null)
            OpensAt = TimeSpan.MaxValue;
    }

    /// <summary>From when on it accepts a master at all.</summary>
    internal TimeSpan OpensAt { get; }

    /// <summary>How long it accepts no connection after a master has gone.</summary>
    internal TimeSpan AfterDrop { get; }
}
