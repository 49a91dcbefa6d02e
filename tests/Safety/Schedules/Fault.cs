namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Something that goes wrong.</summary>
/// <param name="Name">As docs/safety.md lists it.</param>
/// <param name="Begin">Begins it; the answer ends it.</param>
internal sealed record Fault(string Name, Func<Stage, Action> Begin)
{
    /// <summary>It lasts for so many seconds at least.</summary>
    internal double Least { get; init; } = 1;

    /// <summary>True where the service does not cope with it yet: not drawn. Take the word away once it does.</summary>
    internal bool NotYet { get; init; }
}
