namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to the connections through it.</summary>
/// <param name="Name">For people.</param>
internal sealed record Fault(string Name)
{
    /// <summary>Everything passes.</summary>
    internal static Fault None { get; } = new("none");

    /// <summary>Open connections are reset, new ones refused.</summary>
    internal bool Refuses { get; init; }

    /// <summary>New connections are accepted here and not carried on to the target.</summary>
    internal bool Deaf { get; init; }

    /// <summary>The target does not hear that a connection has ended.</summary>
    internal bool HidesEnd { get; init; }

    /// <summary>What happens to a chunk on its way to the target.</summary>
    internal Func<Passage, byte[], Task> Up { get; init; } = static (passage, chunk) => passage.ToTargetAsync(chunk);

    /// <summary>What happens to a chunk on its way to the client.</summary>
    internal Func<Passage, byte[], Task> Down { get; init; } = static (passage, chunk) => passage.ToClientAsync(chunk);

    /// <summary>A chunk disappears.</summary>
    internal static Task Lose(Passage passage, byte[] chunk) => Task.CompletedTask;
}
