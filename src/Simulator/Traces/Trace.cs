using System.Collections.Immutable;

namespace WallboxMqtt.Simulator.Traces;

/// <summary>A recording of what a wallbox answered.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Entries">In the order of their time.</param>
public sealed record Trace(TraceHeader Header, ImmutableArray<TraceEntry> Entries);
