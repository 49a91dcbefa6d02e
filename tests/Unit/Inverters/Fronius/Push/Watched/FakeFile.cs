using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Watched;

/// <summary>A file on a share that may hang.</summary>
internal sealed class FakeFile : IWatchedFile
{
    public string Path => "/push/flow.json";

    private readonly ManualResetEventSlim _answers = new(initialState: true);
    private int _looks;
    private int _inside;

    internal volatile byte[]? Content;

    /// <summary>Looks that have begun.</summary>
    internal int Looks => Volatile.Read(ref _looks);

    /// <summary>The most looks at a time.</summary>
    internal int Most { get; private set; }

    internal string Fault { get; set; } = "does not exist";

    internal void Hang() => _answers.Reset();

    internal void Recover() => _answers.Set();

    public int Read(Span<byte> buffer)
    {
        Interlocked.Increment(ref _looks);
        Most = Math.Max(Most, Interlocked.Increment(ref _inside));
        _answers.Wait(TimeSpan.FromSeconds(30));
        Interlocked.Decrement(ref _inside);
        if (Content is not { } content)
            throw new IOException(Fault);
        var length = Math.Min(content.Length, buffer.Length);
        content.AsSpan(0, length).CopyTo(buffer);
        return length;
    }
}
