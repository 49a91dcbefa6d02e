using WallboxMqtt.Tests.Safety.Fuzz;

namespace WallboxMqtt.Tests.Unit.Fuzz;

/// <summary>Breaks at every input of an odd length.</summary>
internal sealed class BrittleTarget : IFuzzTarget
{
    public string Name => "brittle";

    public IReadOnlyList<byte[]> Corpus { get; } = ["12"u8.ToArray()];

    public IReadOnlyList<byte[]> Tokens { get; } = ["a"u8.ToArray()];

    public void Run(ReadOnlySpan<byte> input) => FuzzFault.Unless(input.Length % 2 == 0, "the length is not even");
}
