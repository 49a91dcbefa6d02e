namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>Something that must stand whatever bytes come in.</summary>
internal interface IFuzzTarget
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    /// <summary>Realistic inputs, from which the others are made.</summary>
    IReadOnlyList<byte[]> Corpus { get; }

    /// <summary>What means something to it, in pieces.</summary>
    IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>Takes an input. What it does depends on the input alone.</summary>
    /// <exception cref="FuzzFault">A rule is broken. Any other exception is a fault too.</exception>
    void Run(ReadOnlySpan<byte> input);
}
