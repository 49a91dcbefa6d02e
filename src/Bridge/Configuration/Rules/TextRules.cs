using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>Names, passwords, paths and topics.</summary>
internal static class TextRules
{
    /// <summary>The longest password.</summary>
    internal const int LongestPassword = 256;

    /// <summary>1 to <paramref name="most"/> printable characters.</summary>
    internal static ValueRule<string> Printable(int most) => new($"1 to {most} printable characters", (text, out value) =>
    {
        value = text;
        if (string.IsNullOrWhiteSpace(text))
            return "is empty";
        if (text.Length > most)
            return "is too long";
        return text.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? "has characters that cannot be printed" : null;
    });

    /// <summary>A password: never shown, spaces kept.</summary>
    internal static ValueRule<string> Password { get; } = new($"1 to {LongestPassword} characters in one line", (text, out value) =>
    {
        value = text;
        if (text.Length == 0)
            return "is empty";
        if (text.Length > LongestPassword)
            return "is too long";
        return text.Any(char.IsControl) ? "has control characters" : null;
    })
    {
        Secret = true,
    };

    /// <summary>The name of a file to read; absolute, or relative to the working directory.</summary>
    internal static ValueRule<string> FileName { get; } = Printable(255) with { Allowed = "the path of a file" };

    /// <summary>An absolute path without <c>.</c> and <c>..</c>.</summary>
    internal static ValueRule<string> AbsolutePath { get; } = new("an absolute path such as /home/fronius/push/powerFlow.json", (text, out value) =>
    {
        value = text.Trim();
        if (!value.StartsWith('/'))
            return "does not begin with /";
        if (value.Length > 255)
            return "is too long";
        if (value.Any(char.IsControl))
            return "has control characters";
        return value[1..].Split('/').Any(level => level is "" or "." or "..") ? "has empty, . or .. levels" : null;
    });

    /// <summary>An absolute path of a directory; a slash at its end does not matter.</summary>
    internal static ValueRule<string> Directory { get; } = new("an absolute path such as /var/lib/wallbox-mqtt", (text, out value) =>
        AbsolutePath.Read(text.Trim() is { Length: > 1 } path && path.EndsWith('/') ? path[..^1] : text, out value));

    /// <summary>One or more MQTT topic levels to publish below (MQTT 5, 4.7).</summary>
    internal static ValueRule<string> Topic { get; } = new("topic levels such as home/wallbox, without + # $ and without / at the ends", (text, out value) =>
    {
        value = text.Trim();
        if (value.Length > 100)
            return "is too long";
        if (value.Any(c => c is '+' or '#' or '$' || char.IsControl(c) || char.IsSurrogate(c)))
            return "has characters that a topic must not have";
        return value.Split('/').Any(string.IsNullOrWhiteSpace) ? "has an empty level" : null;
    });
}
