namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>Makes one short line of a text that quotes what was sent, which may be anything.</summary>
internal static class OneLine
{
    private const int Longest = 200;

    internal static string Of(string text)
    {
        var line = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
        return string.Concat(line.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c));
    }
}
