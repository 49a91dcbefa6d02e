using System.Text;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>A command's bytes, from untrusted senders.</summary>
internal static class CommandPayload
{
    /// <summary>The longest payload that is looked at, in bytes.</summary>
    public const int Longest = 256;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the text; null if it is not UTF-8.</summary>
    public static string? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return s_strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The payload as it may be shown: at most 256 characters, unreadable bytes as U+FFFD.</summary>
    public static string Show(ReadOnlySpan<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, Longest * 4)]);
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return text[..end];
    }
}
