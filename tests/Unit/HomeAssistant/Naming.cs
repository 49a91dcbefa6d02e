using CsCheck;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Generates whatever names the configuration allows.</summary>
internal static class Naming
{
    private static readonly Gen<string> s_topic = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char[' ', '~'], Gen.OneOf('/', 'ä', '"', '\\', '.', '日')), 1, 24]
        .Where(topic => TextRules.Topic.Read(topic, out _) is null)
        .Select(topic => topic.Trim());

    private static readonly Gen<string> s_clientId = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.OneOf('ä', '日', '"', '\\')), 1, 64]
        .Where(id => TextRules.Printable(64).Read(id, out _) is null);

    private static readonly Gen<string> s_chargerId = Gen.OneOf(
        Gen.String[Gen.OneOf([.. "abcxyz019_-"]), 1, 32],
        Gen.OneOf("charger", "bridge", "a", "a_power", "a-power", "power", "a_session", "session_energy", "config", "available"))
        .Where(id => ChargerIdRule.Instance.Read(id, out _) is null);

    private static readonly Gen<string?> s_name = Gen.OneOf(Gen.Const((string?)null), Gen.String[Gen.Char[' ', '~'], 1, 40].Select(name => (string?)name));

    /// <summary>Any options of MQTT, in one of the two styles that say something.</summary>
    internal static Gen<MqttOptions> Options { get; } = Gen.Select(s_topic, s_topic, s_clientId, Gen.OneOf(DiscoveryStyle.Device, DiscoveryStyle.Component)).Select((topic, prefix, client, style) =>
        new MqttOptions { BaseTopic = topic, ClientId = client, Discovery = new DiscoveryOptions(prefix, style) })
        .Where(options => options.BaseTopic != options.Discovery.Prefix);

    /// <summary>A report of up to four chargers with different ids and any identities.</summary>
    internal static Gen<CycleReport> Report { get; } = Gen.Select(s_chargerId.Array[1, 4], s_name.Array[5], Gen.Bool).Select((ids, names, known) =>
    {
        var identity = new ChargerIdentity(names[0], names[1], names[2], names[3], names[4], 3, null);
        var like = (known ? SampleReports.Full : SampleReports.Unknown).Chargers[0];
        return SampleReports.Full with { Chargers = [.. ids.Distinct().Select(id => like with { Id = id, Identity = known ? identity : null })] };
    });
}
