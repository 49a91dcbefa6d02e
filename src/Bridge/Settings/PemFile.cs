using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>A file with certificates or a key (PEM, RFC 7468) that a key names.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it holds.</param>
internal sealed record PemFile(string Path, string Text)
{
    private const int Limit = 256 * 1024;

    /// <summary>The file; null if there is no key, or after a fault.</summary>
    /// <param name="section">The section with the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="allowed">What the file must be.</param>
    /// <param name="complain">What is wrong with its text; null for nothing.</param>
    internal static PemFile? Read(SectionReader section, string key, string allowed, Func<string, string?> complain)
    {
        if (section.ValueOrNull(key, TextRules.FileName) is not { } path)
            return null;
        var text = TextFile.Read(section.Reading.Files, path, Limit, out var complaint);
        complaint ??= text is null ? "there is no such file" : complain(text);
        if (complaint is null)
            return new PemFile(path, text!);
        section.Refuse(key, $"{Printed.Value(path)}: {complaint}", allowed);
        return null;
    }
}
