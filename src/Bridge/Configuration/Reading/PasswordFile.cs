using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>A password in a file of its own, as systemd credentials and container secrets give it.</summary>
internal static class PasswordFile
{
    private const int Limit = 4096;

    /// <summary>The first line of the file that the key names; null if there is no key, or after a fault.</summary>
    internal static string? Read(SectionReader section, string key, ValueRule<string>? rule = null)
    {
        if (section.ValueOrNull(key, TextRules.FileName) is not { } path)
            return null;
        var text = TextFile.Read(section.Reading.Files, path, Limit, out var complaint);
        if (text is null)
            complaint ??= "there is no such file";
        else if ((rule ?? TextRules.Password).Read(text.ReplaceLineEndings("\n").Split('\n')[0], out var password) is { } fault)
            complaint = $"its first line {fault}";
        else
            return password;
        section.Refuse(key, $"{Printed.Value(path)}: {complaint}", "a readable file with the password in its first line");
        return null;
    }
}
