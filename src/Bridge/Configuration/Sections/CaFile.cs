using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>The PEM file of a private CA (RFC 7468).</summary>
internal static class CaFile
{
    private const int Limit = 256 * 1024;

    /// <summary>The path of the file that the key names, which holds at least one certificate; null where there is no key, or after a fault.</summary>
    internal static string? Read(SectionReader section, string key)
    {
        if (section.ValueOrNull(key, TextRules.FileName) is not { } path)
            return null;
        var text = TextFile.Read(section.Reading.Files, path, Limit, out var complaint);
        complaint ??= text is null ? "there is no such file" : ComplaintOf(text);
        if (complaint is null)
            return path;
        section.Refuse(key, $"{Printed.Value(path)}: {complaint}", "a readable PEM file with one or more certificates");
        return null;
    }

    private static string? ComplaintOf(string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
            return certificates.Count > 0 ? null : "it holds no certificate";
        }
        catch (CryptographicException)
        {
            return "it holds something that is no certificate";
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }
}
