using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads <c>mqtt</c> and its <c>discovery</c>.</summary>
internal static class MqttBinder
{
    private static readonly ValueRule<string> s_user = TextRules.Printable(256);
    private static readonly ValueRule<string> s_clientId = TextRules.Printable(64);

    private static readonly ValueRule<DiscoveryStyle> s_style = WordRules.OneOf(
        "device, component or off",
        ("device", DiscoveryStyle.Device),
        ("component", DiscoveryStyle.Component),
        ("off", DiscoveryStyle.Off));

    internal static MqttOptions Bind(SectionReader mqtt)
    {
        var defaults = new MqttOptions();
        var (certFile, keyFile) = ClientCertificate.Read(mqtt, "certFile", "keyFile");
        var options = new MqttOptions
        {
            Url = mqtt.Value("url", defaults.Url, UrlRules.Broker),
            User = mqtt.ValueOrNull("user", s_user),
            Password = BindPassword(mqtt),
            CaFile = CertificateFile.Read(mqtt, "caFile")?.Path,
            CertFile = certFile,
            KeyFile = keyFile,
            ClientId = mqtt.Value("clientId", defaults.ClientId, s_clientId),
            BaseTopic = mqtt.Value("baseTopic", defaults.BaseTopic, TextRules.Topic),
            Discovery = BindDiscovery(mqtt.Section("discovery"), defaults.Discovery),
        };
        RefuseWithoutTls(mqtt, options.Url, "caFile", "a CA");
        RefuseWithoutTls(mqtt, options.Url, "certFile", "a certificate");
        if (options.BaseTopic == options.Discovery.Prefix && mqtt.IsSound("baseTopic") && mqtt.IsSound("discovery"))
        {
            mqtt.Refuse(
                "baseTopic",
                $"{Printed.Value(options.BaseTopic)} is also discovery.prefix, below which Home Assistant has a status of its own",
                "topic levels of its own");
        }

        return options;
    }

    private static void RefuseWithoutTls(SectionReader mqtt, Uri url, string key, string what)
    {
        if (mqtt.Has(key) && mqtt.IsSound("url") && url.Scheme != "mqtts")
            mqtt.Refuse(key, $"{what} without TLS: url is {url.Scheme}://", "null, or a url that begins with mqtts://");
    }

    private static string? BindPassword(SectionReader mqtt)
    {
        var password = mqtt.ValueOrNull("password", TextRules.Password);
        var fromFile = PasswordFile.Read(mqtt, "passwordFile");
        var hasFile = mqtt.Has("passwordFile");
        if (mqtt.Has("password") && hasFile)
            mqtt.Refuse("passwordFile", "given beside password", "one of the two");
        else if ((mqtt.Has("password") || hasFile) && !mqtt.Has("user"))
            mqtt.Refuse(hasFile ? "passwordFile" : "password", "a password without a user", "user and password together");
        return password ?? fromFile;
    }

    private static DiscoveryOptions BindDiscovery(SectionReader discovery, DiscoveryOptions defaults) => new(
        discovery.Value("prefix", defaults.Prefix, TextRules.Topic),
        discovery.Value("style", defaults.Style, s_style));
}
