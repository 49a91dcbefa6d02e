using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>Makes inputs out of a target's corpus. Seed and index alone say which one.</summary>
internal sealed class Mutator(IFuzzTarget target)
{
    private const int Longest = 256 * 1024;

    private static readonly byte[][] s_numbers =
        [.. new[] { "0", "-0", "1", "-1", "9", "10", "32", "33", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483649", "1e9", "1e999", "0.5", "99999999999999999999", "1e-400", "00" }
            .Select(Encoding.ASCII.GetBytes)];

    private readonly SplitMix64 _random = new();
    private readonly List<byte> _bytes = new(1024);

    /// <summary>The input of a seed and an index; good until the next one is made.</summary>
    internal ReadOnlySpan<byte> Make(long seed, long index)
    {
        _random.Begin(seed, index);
        _bytes.Clear();
        if (_random.OneIn(100))
        {
            InsertRandom(_random.Below(300));
            return Made();
        }

        _bytes.AddRange(_random.Of(target.Corpus));
        // Mostly a few changes: many leave nothing that anybody would read.
        var changes = _random.Below(16) switch { 0 => 0, < 8 => 1, < 12 => 2, < 15 => 3 + _random.Below(4), _ => 8 + _random.Below(24) };
        for (; changes > 0; changes--)
            Change();
        if (_random.OneIn(3000))
            Repeat();
        return Made();
    }

    private ReadOnlySpan<byte> Made() => CollectionsMarshal.AsSpan(_bytes)[..Math.Min(_bytes.Count, Longest)];

    private void Change()
    {
        var at = _random.Below(_bytes.Count);
        switch (_random.Below(16))
        {
            case 0 when _bytes.Count > 0:
                _bytes[at] ^= (byte)(1 << _random.Below(8));
                break;
            case 1 when _bytes.Count > 0:
                _bytes[at] = (byte)_random.Next();
                break;
            case 2:
                InsertRandom(1 + _random.Below(8));
                break;
            case 3:
                _bytes.RemoveRange(at, Math.Min(1 + _random.Below(32), _bytes.Count - at));
                break;
            case 4:
                _bytes.InsertRange(_random.Below(_bytes.Count + 1), Block(_bytes, 64));
                break;
            case 5:
                Splice();
                break;
            case 6 when _random.OneIn(3):
                _bytes.RemoveRange(at, _bytes.Count - at);
                break;
            case 7:
                MoveLine();
                break;
            case < 11:
                TweakNumber(at);
                break;
            case < 13:
                var token = _random.Of(target.Tokens);
                _bytes.RemoveRange(at, Math.Min(token.Length, _bytes.Count - at));
                _bytes.InsertRange(at, token);
                break;
            default:
                _bytes.InsertRange(_random.Below(_bytes.Count + 1), _random.Of(target.Tokens));
                break;
        }
    }

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
