using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>mqtt</c>, with the password and the CA that it may name.</summary>
internal static class MqttBinder
{
    private const int LargestFile = 256 * 1024;

    internal static MqttOptions Bind(SectionReader section)
    {
        var defaults = new MqttOptions();
        var url = section.Value("url", defaults.Url, UrlRules.Broker);
        var user = section.ValueOrNull("user", TextRules.Printable(256));
        var password = Password(section);
        if (password is not null && user is null && section.IsSound("user"))
            section.Refuse("user", "missing beside a password", "the broker's name for this service");
        return new MqttOptions
        {
            Url = url,
            User = user,
            Password = password,
            CaFile = CaFile(section, url),
            ClientId = section.Value("clientId", defaults.ClientId, TextRules.Printable(64)),
            BaseTopic = section.Value("baseTopic", defaults.BaseTopic, TextRules.Topic),
            Discovery = Discovery(section.Section("discovery")),
        };
    }

    private static DiscoveryOptions Discovery(SectionReader section)
    {
        var defaults = new DiscoveryOptions();
        var style = WordRules.OneOf(
            "device, component or off", ("device", DiscoveryStyle.Device), ("component", DiscoveryStyle.Component), ("off", DiscoveryStyle.Off));
        return new DiscoveryOptions(
            section.Value("prefix", defaults.Prefix, TextRules.Topic), section.Value("style", defaults.Style, style));
    }

    private static string? Password(SectionReader section)
    {
        var password = section.ValueOrNull("password", TextRules.Password);
        if (section.ValueOrNull("passwordFile", TextRules.FileName) is not { } file)
            return password;
        if (section.Has("password"))
            section.Refuse("passwordFile", "beside a password", "one of the two");
        if (Content(section, "passwordFile", file) is not { } text)
            return null;
        var line = text.Split('\n')[0].TrimEnd('\r');
        if (TextRules.Password.Read(line, out var read) is { } complaint)
            section.Refuse("passwordFile", $"the first line {complaint}", TextRules.Password.Allowed);
        return read;
    }

    private static string? CaFile(SectionReader section, Uri url)
    {
        if (section.ValueOrNull("caFile", TextRules.FileName) is not { } file)
            return null;
        if (url.Scheme != "mqtts" && section.IsSound("url"))
            section.Refuse("caFile", "without TLS", "a url that begins with mqtts://");
        if (Content(section, "caFile", file) is { } text && !IsPem(text))
            section.Refuse("caFile", "no PEM certificate in the file", "a file with -----BEGIN CERTIFICATE-----");
        return file;
    }

    private static string? Content(SectionReader section, string key, string file)
    {
        var text = TextFile.Read(section.Reading.Files, file, LargestFile, out var complaint);
        if (text is null)
            section.Refuse(key, $"{Printed.Value(file)}: {complaint ?? "there is no such file"}", "a file that this user may read");
        return text;
    }

    private static bool IsPem(string text)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(text);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
