using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>
/// Which requests of a recording ended with their connection by no fault of their own: those that answered at other times, if the
/// connection was turned away (its first request was closed), or if no master controlled it and the failsafe closed it.
/// </summary>
internal sealed class RecordedEndings
{
    private readonly Trace _trace;
    private readonly HashSet<(TraceAction, byte, ushort, ushort)> _answered;

    internal RecordedEndings(Trace trace)
    {
        _trace = trace;
        _answered = [.. trace.Entries.Where(entry => !entry.Failed && entry.Action is TraceAction.Read or TraceAction.Write).Select(Key)];
    }

    /// <summary>True if the line shows the connection's end and not the request's.</summary>
    internal bool IsConnections(int index)
    {
        var entry = _trace.Entries[index];
        return entry.Outcome == TraceOutcome.Closed && _answered.Contains(Key(entry)) && (_trace.Header.Alone || IsFirst(index));
    }

    /// <summary>True for a connection that was accepted and closed before it answered.</summary>
    internal bool TurnedAway(int connection) => connection + 1 < _trace.Entries.Length && IsFirst(connection + 1) && IsConnections(connection + 1);

    private bool IsFirst(int index) => index > 0 && _trace.Entries[index - 1].Action == TraceAction.Connect;

    private static (TraceAction, byte, ushort, ushort) Key(TraceEntry entry) => (entry.Action, entry.Function, entry.Address, entry.Number);
}
