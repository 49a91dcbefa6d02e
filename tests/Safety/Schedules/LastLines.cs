using System.Text;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Keeps the last lines told, and forgets the others: what is told must not count as what is held.</summary>
internal sealed class LastLines(int room) : TextWriter
{
    private readonly Queue<string> _lines = new(room);

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        if (_lines.Count == room)
            _lines.Dequeue();
        _lines.Enqueue(value ?? string.Empty);
    }

    public override string ToString() => string.Join(Environment.NewLine, _lines);
}
