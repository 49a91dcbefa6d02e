using System.Text;

namespace WallboxMqtt.Tests.Unit.Threads;

/// <summary>A terminal that takes lines while it is open, and else makes whoever writes wait.</summary>
internal sealed class Terminal : TextWriter
{
    private readonly List<string> _lines = [];
    private int _taken;

    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    internal ManualResetEventSlim Open { get; } = new(initialState: true);

    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>What it took; to be read when nobody writes any more.</summary>
    internal IReadOnlyList<string> Lines => _lines;

    /// <inheritdoc />
    public override void Write(string? value)
    {
        Open.Wait(TimeSpan.FromMinutes(1));
        _lines.Add(value!.TrimEnd());
        Volatile.Write(ref _taken, _lines.Count);
    }
}
