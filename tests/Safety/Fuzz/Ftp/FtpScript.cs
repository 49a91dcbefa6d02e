namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>
/// An input as a course of events: what the client sends, and behind each group separator (0x1D) what its next data connection
/// brings. A file separator (0x1C) in what the client sends is a pause.
/// </summary>
internal sealed class FtpScript(byte[] input)
{
    internal const byte Pause = 0x1C;
    private const byte Separator = 0x1D;

    // Ten thousand commands say no more than a thousand.
    private const int MostControl = 32 * 1024;

    private int _next = EndOf(input, 0);

    /// <summary>What comes on the control connection.</summary>
    internal byte[] Control { get; } = input[..Math.Min(EndOf(input, 0), MostControl)];

    /// <summary>What comes on the next data connection; nothing where the script is at its end.</summary>
    internal byte[] NextUpload()
    {
        if (_next >= input.Length)
            return [];
        var from = _next + 1;
        _next = EndOf(input, from);
        return input[from.._next];
    }

    private static int EndOf(byte[] input, int from)
    {
        var end = input.AsSpan(from).IndexOf(Separator);
        return end < 0 ? input.Length : from + end;
    }
}
