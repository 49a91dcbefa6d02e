using System.Text;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>What RFC 959, section 4.2, says of replies.</summary>
internal static class FtpReplies
{
    private const int LongestLine = 1024;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The codes of all replies, in order. Throws where one is not legal.</summary>
    internal static List<int> Codes(ReadOnlySpan<byte> answered)
    {
        var text = s_strict.GetString(answered);
        Unless(text.EndsWith("\r\n", StringComparison.Ordinal), "the last reply has no end");
        var codes = new List<int>();
        string? last = null;
        foreach (var line in text[..^2].Split("\r\n"))
        {
            Unless(line.Length <= LongestLine, $"a line of {line.Length} characters");
            Unless(!line.Any(char.IsControl), $"a line that cannot be printed: {line}");
            if (last is not null)
            {
                // Within a reply of several lines; what begins with digits there must be its end.
                Unless(line.StartsWith(last, StringComparison.Ordinal) || !char.IsAsciiDigit(line[0]), $"within {last}: {line}");
                last = line.StartsWith(last, StringComparison.Ordinal) ? null : last;
                continue;
            }

            Unless(line is [>= '1' and <= '5', >= '0' and <= '5', >= '0' and <= '9', ' ' or '-', _, ..], $"no reply: {line}");
            codes.Add(int.Parse(line.AsSpan(0, 3)));
            last = line[3] == '-' ? line[..3] + " " : null;
        }

        Unless(last is null, $"a reply of several lines without an end: {last}");
        return codes;
    }
}
