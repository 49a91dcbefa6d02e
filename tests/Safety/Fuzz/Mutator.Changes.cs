using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <content>The single changes.</content>
internal sealed partial class Mutator
{
    private static readonly byte[][] s_numbers =
        [.. new[] { "0", "-0", "1", "-1", "9", "10", "32", "33", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483649", "1e9", "1e999", "0.5", "99999999999999999999", "1e-400", "00" }
            .Select(Encoding.ASCII.GetBytes)];

    private void InsertRandom(int count)
    {
        Span<byte> bytes = stackalloc byte[count];
        foreach (ref var b in bytes)
            b = (byte)_random.Next();
        _bytes.InsertRange(_random.Below(_bytes.Count + 1), bytes);
    }

    private byte[] Block(List<byte> from, int longest)
    {
        var at = _random.Below(from.Count);
        return [.. CollectionsMarshal.AsSpan(from).Slice(at, Math.Min(1 + _random.Below(longest), from.Count - at))];
    }

    private void Splice()
    {
        var other = _random.Of(target.Corpus);
        var keep = _random.Below(_bytes.Count + 1);
        _bytes.RemoveRange(keep, _bytes.Count - keep);
        _bytes.AddRange(other.AsSpan(_random.Below(other.Length + 1)));
    }

    // A line, or what stands between two commas, goes elsewhere or is doubled.
    private void MoveLine()
    {
        var separator = _random.OneIn(2) ? (byte)'\n' : (byte)',';
        var from = _bytes.IndexOf(separator, _random.Below(_bytes.Count));
        var end = from < 0 ? -1 : _bytes.IndexOf(separator, from + 1);
        if (end < 0)
            return;
        var line = CollectionsMarshal.AsSpan(_bytes)[from..end].ToArray();
        if (_random.OneIn(2))
            _bytes.RemoveRange(from, line.Length);
        var to = _bytes.IndexOf(separator, _random.Below(_bytes.Count));
        _bytes.InsertRange(to < 0 ? _bytes.Count : to, line);
    }

    private void TweakNumber(int at)
    {
        var span = CollectionsMarshal.AsSpan(_bytes);
        var from = span[at..].IndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0)
            return;
        from += at;
        var length = span[from..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? span.Length - from : length;
        var number = _random.Of(s_numbers);
        if (_random.OneIn(2) && long.TryParse(span.Slice(from, length), CultureInfo.InvariantCulture, out var value))
            number = Encoding.ASCII.GetBytes((_random.OneIn(2) ? value + _random.Below(3) - 1 : (long)(value * (_random.Below(300) / 100d))).ToString(CultureInfo.InvariantCulture));
        _bytes.RemoveRange(from, length);
        _bytes.InsertRange(from, number);
    }

    private void Repeat()
    {
        if (_bytes.Count == 0)
            return;
        var block = _random.OneIn(2) ? _random.Of(target.Tokens) : Block(_bytes, 40);
        var at = _random.Below(_bytes.Count + 1);
        var times = 1 + _random.Below(Longest / Math.Max(block.Length, 1));
        var repeated = new byte[Math.Min(times, _random.OneIn(4) ? times : 2000) * block.Length];
        for (var to = 0; to < repeated.Length; to += block.Length)
            block.CopyTo(repeated, to);
        _bytes.InsertRange(at, repeated);
    }
}
