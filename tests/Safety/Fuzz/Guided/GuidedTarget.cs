namespace WallboxMqtt.Tests.Safety.Fuzz.Guided;

/// <summary>A target whose corpus grows by every input that takes a branch of its own.</summary>
internal sealed class GuidedTarget(IFuzzTarget target) : IFuzzTarget
{
    private const int MostKept = 4096;
    private const int LongestKept = 4096;
    private readonly Coverage _coverage = new();
    private readonly List<byte[]> _corpus = [.. target.Corpus];

    public string Name => target.Name;

    public IReadOnlyList<byte[]> Corpus => _corpus;

    public IReadOnlyList<byte[]> Tokens => target.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        _coverage.Begin();
        target.Run(input);
        if (_coverage.IsNew() && input.Length <= LongestKept && _corpus.Count < MostKept)
            _corpus.Add(input.ToArray());
    }

    public override string ToString() => $"  guided: {_coverage.Branches} branches, corpus of {target.Corpus.Count} grown to {_corpus.Count}";
}
