using System.Buffers;
using System.Text;

namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Shows a person what was found: in one line, not too long, without what could be a password.</summary>
internal static class Printed
{
    private const int LongestValue = 60;
    private const int LongestKey = 60;

    private static readonly SearchValues<char> s_name =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>A value in quotes; a user and password in a URL, all before its last <c>@</c>, become <c>***</c>.</summary>
    internal static string Value(string text)
    {
        var at = text.LastIndexOf('@');
        if (at >= 0)
        {
            var scheme = text.IndexOf("://", StringComparison.Ordinal);
            text = (scheme >= 0 && scheme < at ? text[..(scheme + 3)] : "") + "***" + text[at..];
        }

        var printed = new StringBuilder("\"");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestValue)))
            printed.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c);
        return printed.Append(text.Length > LongestValue ? "...\"" : "\"").ToString();
    }

    /// <summary>
    /// A key as far as it looks like one: <c>password:secret</c>, where the space behind the colon was forgotten, is shown
    /// as <c>password...</c>.
    /// </summary>
    internal static string Key(string text)
    {
        var end = text.AsSpan().IndexOfAnyExcept(s_name);
        var shown = Math.Min(end < 0 ? text.Length : end, LongestKey);
        return shown == text.Length && shown > 0 ? text : text[..shown] + "...";
    }
}
