using MQTTnet;
using MQTTnet.Formatter;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The broker: name, port, TLS, login, rights. It connects as <c>clientId-check</c>, so that a running service is not disconnected.</summary>
internal sealed class BrokerCheck(MqttOptions options, TimeProvider time) : ILinkCheck
{
    private const string Charging = "; charging goes on without the broker";
    private static readonly TimeSpan s_login = TimeSpan.FromSeconds(5);

    private readonly bool _secure = options.Url.Scheme == "mqtts";
    private readonly MqttOptions _options = options with { ClientId = options.ClientId + "-check" };

    /// <inheritdoc />
    public string Part => "broker";

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        var (host, port) = (_options.Url.DnsSafeHost, BrokerOptions.Port(_options.Url));
        if (!await Network.KnowsAsync(steps, host, "mqtt.url", time, cancellation))
            return;
        var start = $"start the broker (sudo systemctl start mosquitto), or correct host and port in mqtt.url; Mosquitto without a \"listener\" line serves its own machine only{Charging}";
        if (!await Network.ListensAsync(steps, host, port, start, time, cancellation))
            return;

        if (!await VisitAsync(MqttProtocolVersion.V500, steps, cancellation))
            await VisitAsync(MqttProtocolVersion.V311, steps, cancellation);
    }

    // False if the broker does not speak that version.
    private async Task<bool> VisitAsync(MqttProtocolVersion version, CheckSteps steps, CancellationToken cancellation)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var refusal = await LogInAsync(client, version, steps, cancellation);
        if (refusal is { IsVersion: true } && version == MqttProtocolVersion.V500)
            return false;
        if (refusal is not null)
            Refused(steps, refusal);
        else if (client.IsConnected)
            await LookAroundAsync(client, version, steps, cancellation);
        return true;
    }

    private async Task LookAroundAsync(IMqttClient client, MqttProtocolVersion version, CheckSteps steps, CancellationToken cancellation)
    {
        Welcomed(steps, version);
        var rights = new BrokerRights(client, _options, version == MqttProtocolVersion.V500, time);
        await rights.TryOwnTopicsAsync(steps, cancellation);
        await rights.TryDiscoveryAsync(steps, cancellation);
        await client.TryDisconnectAsync();
    }

    // Null if the login is accepted, or if the failure has been reported already.
    private async Task<MqttRefusedException?> LogInAsync(IMqttClient client, MqttProtocolVersion version, CheckSteps steps, CancellationToken cancellation)
    {
        using var deadline = new Deadline(s_login, time, cancellation);
        try
        {
            var result = await client.ConnectAsync(BrokerOptions.For(_options, will: null, version), deadline.Token);
            return result.ResultCode == MqttClientConnectResultCode.Success ? null : new MqttRefusedException(result.ResultCode, result.ReasonString);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            Failed(steps, failed, deadline.IsOver);
            return null;
        }
    }

    private void Welcomed(CheckSteps steps, MqttProtocolVersion version)
    {
        Trusted(steps);
        var user = _options.User is { } name ? $"user {name}" : "anonymous (no mqtt.user)";
        if (version == MqttProtocolVersion.V500)
            steps.Passed("login", $"accepted as {user}, with MQTT 5");
        else
            steps.Passed("login", $"accepted as {user}, with MQTT 3.1.1", "it is an old broker: refused messages are not noticed, and commands sent while the line is down are lost; a newer one is better");
    }

    private void Refused(CheckSteps steps, MqttRefusedException refusal)
    {
        Trusted(steps);
        steps.Failed("login", $"refused: {refusal.Message}", $"set mqtt.user, mqtt.password (or passwordFile) and mqtt.clientId as the broker knows them; its log says more{Charging}");
    }

    private void Trusted(CheckSteps steps)
    {
        if (_secure)
            steps.Passed("TLS", "its certificate is trusted and is for this host name");
    }

    private void Failed(CheckSteps steps, Exception failed, bool late)
    {
        var why = late ? $"no answer within {Seconds.Print(s_login)}" : LinkLoss.OfAttempt(failed, _options).Reason;
        if (_secure)
            steps.Failed("TLS", why, $"mqtt.caFile must be the CA that signed the broker's certificate, the name in mqtt.url one of the certificate's, the clock right, and the port the TLS one (usually 8883){Charging}");
        else
            steps.Failed("login", why, $"is it an MQTT broker, and a port without TLS (usually 1883)? For TLS write mqtts:// in mqtt.url{Charging}");
    }
}
