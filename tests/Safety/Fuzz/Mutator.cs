using System.Runtime.InteropServices;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>Makes inputs out of a target's corpus. Seed and index alone say which one.</summary>
internal sealed partial class Mutator(IFuzzTarget target)
{
    private const int Longest = 256 * 1024;

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
}
