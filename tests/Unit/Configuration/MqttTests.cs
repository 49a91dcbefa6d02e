using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class MqttTests
{
    private const string Url = "mqtt://host:port, or mqtts://host:port for TLS; user and password have keys of their own";
    private const string Topic = "topic levels such as home/wallbox, without + # $ and without / at the ends";

    private const string Key = "a readable PEM file with the private key of certFile, without a password";

    [Fact]
    public void Mqtt_NothingWritten_HasTheDefaults() => Assert.Equal(new MqttOptions(), Yaml.Options("").Mqtt);

    [Theory]
    [InlineData("mqtt://broker", "mqtt://broker:1883/")]
    [InlineData("mqtts://broker", "mqtts://broker:8883/")]
    [InlineData("mqtt://192.0.2.1:1884/", "mqtt://192.0.2.1:1884/")]
    [InlineData("MQTT://core-mosquitto", "mqtt://core-mosquitto:1883/")]
    public void Url_Allowed_IsReadWithItsPort(string text, string url) =>
        Assert.Equal(url, Yaml.Options($"mqtt: {{ url: {text} }}").Mqtt.Url.AbsoluteUri);

    [Theory]
    [InlineData("url: tcp://broker", "url: \"tcp://broker\" has another scheme; allowed: " + Url)]
    [InlineData("url: broker", "url: \"broker\" is not a URL; allowed: " + Url)]
    [InlineData("url: \"mqtt://me:geheim@broker\"", "url: \"mqtt://***@broker\" must not hold a user or password; allowed: " + Url)]
    [InlineData("url: null", "url: nothing given; allowed: " + Url)]
    [InlineData("password: geheim", "password: a password without a user; allowed: user and password together")]
    [InlineData("user: me, password: \"\"", "password: the value is empty; allowed: 1 to 256 characters in one line")]
    [InlineData("user: me, password: [ geheim ]", "password: a list instead of a value; allowed: 1 to 256 characters in one line")]
    [InlineData("clientId: \"\"", "clientId: \"\" is empty; allowed: 1 to 64 printable characters")]
    [InlineData("clientId: \"a\\tb\"", "clientId: \"a?b\" has characters that cannot be printed; allowed: 1 to 64 printable characters")]
    [InlineData("clientId: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "clientId: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\" is too long; allowed: 1 to 64 printable characters")]
    [InlineData("baseTopic: /wallbox", "baseTopic: \"/wallbox\" has an empty level; allowed: " + Topic)]
    [InlineData("baseTopic: wallbox/", "baseTopic: \"wallbox/\" has an empty level; allowed: " + Topic)]
    [InlineData("baseTopic: a//b", "baseTopic: \"a//b\" has an empty level; allowed: " + Topic)]
    [InlineData("baseTopic: a/+", "baseTopic: \"a/+\" has characters that a topic must not have; allowed: " + Topic)]
    [InlineData("baseTopic: $SYS", "baseTopic: \"$SYS\" has characters that a topic must not have; allowed: " + Topic)]
    [InlineData("baseTopic: \"a\\0b\"", "baseTopic: \"a?b\" has characters that a topic must not have; allowed: " + Topic)]
    [InlineData("discovery: { prefix: \"#\" }", "discovery.prefix: \"#\" has characters that a topic must not have; allowed: " + Topic)]
    [InlineData("discovery: { style: both }", "discovery.style: \"both\" is none of these; allowed: device, component or off")]
    [InlineData("baseTopic: home, discovery: { prefix: home }", "baseTopic: \"home\" is also discovery.prefix, below which Home Assistant has a status of its own; allowed: topic levels of its own")]
    [InlineData("discovery: off", "discovery: a value instead of a section; allowed: keys and values")]
    public void Mqtt_NotAllowed_IsAFault(string key, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:2: mqtt.{line}"], Yaml.Faults($"mqtt:\n  {{ {key} }}"));

    [Theory]
    [InlineData("device", "Device")]
    [InlineData("Component", "Component")]
    [InlineData("off", "Off")]
    public void DiscoveryStyle_Allowed_IsRead(string text, string style) =>
        Assert.Equal(style, Yaml.Options($"mqtt: {{ discovery: {{ style: {text} }} }}").Mqtt.Discovery.Style.ToString());

    [Theory]
    [InlineData("geheim-8\n")]
    [InlineData("geheim-8")]
    [InlineData("geheim-8\r\nsecond line\n")]
    public void PasswordFile_Readable_GivesItsFirstLine(string content)
    {
        var files = new FakeFiles().With("/run/secrets/mqtt", content);
        Assert.Equal("geheim-8", Yaml.Options("mqtt: { user: me, passwordFile: /run/secrets/mqtt }", files).Mqtt.Password);
    }

    [Theory]
    [InlineData("user: me, passwordFile: /missing", "\"/missing\": there is no such file; allowed: a readable file with the password in its first line")]
    [InlineData("user: me, passwordFile: /forbidden", "\"/forbidden\": the file cannot be read: permission denied, or not a file; allowed: a readable file with the password in its first line")]
    [InlineData("user: me, passwordFile: /empty", "\"/empty\": its first line is empty; allowed: a readable file with the password in its first line")]
    [InlineData("user: me, passwordFile: /huge", "\"/huge\": the file is larger than 4 KiB; allowed: a readable file with the password in its first line")]
    [InlineData("user: me, passwordFile: /binary", "\"/binary\": the file is not UTF-8 text; allowed: a readable file with the password in its first line")]
    [InlineData("passwordFile: /good", "a password without a user; allowed: user and password together")]
    [InlineData("user: me, password: geheim, passwordFile: /good", "given beside password; allowed: one of the two")]
    public void PasswordFile_NotUsable_IsAFault(string keys, string found)
    {
        var files = new FakeFiles().With("/good", "geheim").With("/empty", "\ngeheim").With("/huge", new string('a', 5000)).With("/binary", [0xFF, 0xFE, 0x80]);
        files.Forbidden.Add("/forbidden");
        Assert.Equal([$"wallbox-mqtt.yaml:1: mqtt.passwordFile: {found}"], Yaml.Faults($"mqtt: {{ {keys} }}", files));
    }

    [Fact]
    public void CaFile_Certificate_IsTaken()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=house", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        var files = new FakeFiles().With("/ca.crt", certificate.ExportCertificatePem());
        Assert.Equal("/ca.crt", Yaml.Options("mqtt: { url: mqtts://b, caFile: /ca.crt }", files).Mqtt.CaFile);
        Assert.Equal(
            ["wallbox-mqtt.yaml:1: mqtt.caFile: a CA without TLS: url is mqtt://; allowed: null, or a url that begins with mqtts://"],
            Yaml.Faults("mqtt: { url: mqtt://b, caFile: /ca.crt }", files));
    }

    [Theory]
    [InlineData("/missing", "there is no such file")]
    [InlineData("/text", "it holds no certificate")]
    [InlineData("/broken", "it holds something that is no certificate")]
    public void CaFile_NotUsable_IsAFault(string path, string complaint)
    {
        var files = new FakeFiles().With("/text", "hello").With("/broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Assert.Equal(
            [$"wallbox-mqtt.yaml:1: mqtt.caFile: \"{path}\": {complaint}; allowed: a readable PEM file with one or more certificates"],
            Yaml.Faults($"mqtt: {{ url: mqtts://b, caFile: {path} }}", files));
    }

    [Fact]
    public void CertFile_WithItsKey_IsTaken()
    {
        var files = Pair(out _);
        var mqtt = Yaml.Options("mqtt: { url: mqtts://b, certFile: /me.crt, keyFile: /me.key }", files).Mqtt;
        Assert.Equal(("/me.crt", "/me.key"), (mqtt.CertFile, mqtt.KeyFile));
    }

    [Theory]
    [InlineData("certFile: /me.crt", "certFile: given without keyFile; allowed: certFile and keyFile together")]
    [InlineData("keyFile: /me.key", "keyFile: given without certFile; allowed: certFile and keyFile together")]
    [InlineData("certFile: /missing, keyFile: /me.key", "certFile: \"/missing\": there is no such file; allowed: a readable PEM file with one or more certificates")]
    [InlineData("certFile: /me.key, keyFile: /me.key", "certFile: \"/me.key\": it holds no certificate; allowed: a readable PEM file with one or more certificates")]
    [InlineData("certFile: /me.crt, keyFile: /missing", "keyFile: \"/missing\": there is no such file; allowed: " + Key)]
    [InlineData("certFile: /me.crt, keyFile: /forbidden", "keyFile: \"/forbidden\": the file cannot be read: permission denied, or not a file; allowed: " + Key)]
    [InlineData("certFile: /me.crt, keyFile: /me.crt", "keyFile: \"/me.crt\": it holds no private key that belongs to the certificate; allowed: " + Key)]
    [InlineData("certFile: /me.crt, keyFile: /other.key", "keyFile: \"/other.key\": it holds no private key that belongs to the certificate; allowed: " + Key)]
    [InlineData("certFile: /me.crt, keyFile: /locked.key", "keyFile: \"/locked.key\": its key is locked with a password; allowed: " + Key)]
    public void CertFile_NotUsable_IsAFault(string keys, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:1: mqtt.{line}"], Yaml.Faults($"mqtt: {{ url: mqtts://b, {keys} }}", Pair(out _)));

    [Fact]
    public void CertFile_WithoutTls_IsAFault() => Assert.Equal(
        ["wallbox-mqtt.yaml:1: mqtt.certFile: a certificate without TLS: url is mqtt://; allowed: null, or a url that begins with mqtts://"],
        Yaml.Faults("mqtt: { url: mqtt://b, certFile: /me.crt, keyFile: /me.key }", Pair(out _)));

    [Fact]
    public void KeyFile_Faulty_IsNotShown()
    {
        var files = Pair(out var secret);
        Assert.DoesNotContain(secret, string.Concat(Yaml.Faults("mqtt: { url: mqtts://b, certFile: /me.key, keyFile: /other.key }", files)), StringComparison.Ordinal);
    }

    private static FakeFiles Pair(out string secret)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=me", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        secret = key.ExportPkcs8PrivateKeyPem().Split('\n')[1];
        var locked = key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
        var files = new FakeFiles().With("/me.crt", certificate.ExportCertificatePem()).With("/me.key", key.ExportPkcs8PrivateKeyPem())
            .With("/other.key", other.ExportPkcs8PrivateKeyPem()).With("/locked.key", locked);
        files.Forbidden.Add("/forbidden");
        return files;
    }
}
