namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Something that goes wrong.</summary>
/// <param name="Name">As docs/safety.md lists it.</param>
/// <param name="Begin">Begins it; the answer ends it.</param>
internal sealed record Fault(string Name, Func<Stage, Action> Begin);
