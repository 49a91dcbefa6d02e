using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>What the broker lets this user write and read. Nothing that is sent is retained or has an effect.</summary>
/// <param name="client">Connected.</param>
/// <param name="options">The configuration.</param>
/// <param name="is5">True for MQTT 5, whose broker says what it refuses; MQTT 3.1.1 knows no such answer.</param>
/// <param name="time">Measures the waits.</param>
internal sealed class BrokerRights(IMqttClient client, MqttOptions options, bool is5, TimeProvider time)
{
    private const string Silent = "MQTT 3.1.1 does not say what it refuses";
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);

    /// <summary>Publishes to <c>baseTopic/check</c> and reads it back.</summary>
    internal async Task TryOwnTopicsAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "topics";
        var topic = $"{options.BaseTopic}/check";
        var payload = $"{Guid.NewGuid()}";
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += args =>
        {
            if (args.ApplicationMessage.Topic == topic && Encoding.UTF8.GetString(args.ApplicationMessage.Payload) == payload)
                received.TrySetResult();
            return Task.CompletedTask;
        };
        var advice = $"give {User} the right \"topic readwrite {options.BaseTopic}/#\" in the broker's ACL (see mosquitto/acl), or set mqtt.baseTopic to what the ACL allows";
        try
        {
            if (await RefusesToSubscribeAsync(topic, cancellation) is { } unread)
                steps.Failed(step, $"may not read {topic}: {unread}", advice);
            else if (await RefusesAsync(topic, payload, cancellation) is { } unwritten)
                steps.Failed(step, $"may not write {topic}: {unwritten}", advice);
            else if (await WithinAsync(async token => await received.Task.WaitAsync(token), cancellation))
                steps.Passed(step, $"{topic}: written and read back");
            else
                steps.Failed(step, $"{topic}: written, and not come back within {Seconds.Print(s_longest)}: {(is5 ? "it may not be read" : $"it may not be written, or not be read ({Silent})")}", advice);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            steps.Failed(step, $"{topic}: {Why(broken)}", advice);
        }
    }

    /// <summary>
    /// Publishes an empty, not retained message for a device that does not exist: Home Assistant takes it for the removal of something
    /// that it does not know.
    /// </summary>
    internal async Task TryDiscoveryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "discovery";
        var prefix = options.Discovery.Prefix;
        (string Topic, string Rule)? needed = options.Discovery.Style switch
        {
            DiscoveryStyle.Device => ($"{prefix}/device/wallbox-mqtt-check/config", $"{prefix}/device/+/config"),
            DiscoveryStyle.Component => ($"{prefix}/sensor/wallbox-mqtt-check/check/config", $"{prefix}/+/+/+/config"),
            DiscoveryStyle.Off => null,
        };
        if (needed is not var (topic, rule))
        {
            steps.Passed(step, "off (mqtt.discovery.style)");
            return;
        }

        var advice = $"give {User} the right \"topic write {rule}\" in the broker's ACL (see mosquitto/acl), or set mqtt.discovery.style to off";
        try
        {
            if (await RefusesAsync(topic, "", cancellation) is { } unwritten)
                steps.Failed(step, $"may not write {topic}: {unwritten}", advice);
            else
                steps.Passed(step, is5 ? $"{topic} may be written" : $"{topic} was written; {Silent}");
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            steps.Failed(step, $"{topic}: {Why(broken)}", advice);
        }
    }

    private string User => options.User is { } user ? $"the user {user}" : "clients without a user";

    private static string Why(Exception broken) =>
        broken is OperationCanceledException ? $"no answer within {Seconds.Print(s_longest)}" : $"the broker ended the connection ({broken.GetBaseException().Message})";

    // Null if it is allowed; otherwise the broker's word.
    private async Task<string?> RefusesToSubscribeAsync(string topic, CancellationToken cancellation)
    {
        using var deadline = new Deadline(s_longest, time, cancellation);
        var result = await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, deadline.Token);
        var code = result.Items.First().ResultCode;
        return code <= MqttClientSubscribeResultCode.GrantedQoS2 ? null : LinkLoss.Text(code.ToString(), (int)code, result.ReasonString);
    }

    private async Task<string?> RefusesAsync(string topic, string payload, CancellationToken cancellation)
    {
        using var deadline = new Deadline(s_longest, time, cancellation);
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var result = await client.PublishAsync(message, deadline.Token);
        return result.IsSuccess ? null : LinkLoss.Text(result.ReasonCode.ToString(), (int)result.ReasonCode, result.ReasonString);
    }

    private async Task<bool> WithinAsync(Func<CancellationToken, Task> wait, CancellationToken cancellation)
    {
        using var deadline = new Deadline(s_longest, time, cancellation);
        try
        {
            await wait(deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
