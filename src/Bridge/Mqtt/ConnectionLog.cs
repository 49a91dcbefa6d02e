using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>The connection's status, and its log: each change, once.</summary>
internal sealed class ConnectionLog(MqttOptions options, TimeProvider time, ILogger logger)
{
    private readonly string _broker = $"{options.Url.Host}:{BrokerOptions.Port(options.Url)}";
    private MqttStatus _status = new(Connected: false, time.GetUtcNow(), LastError: null);
    private LossKind? _lossReported;
    private bool _rivalReported;
    private bool _oldVersionReported;

    /// <summary>How the connection stands.</summary>
    public MqttStatus Status => Volatile.Read(ref _status);

    /// <summary>Connected and subscribed.</summary>
    public void NoteFound()
    {
        _lossReported = null;
        Volatile.Write(ref _status, new MqttStatus(Connected: true, time.GetUtcNow(), Status.LastError));
        logger.BrokerFound(_broker, options.ClientId);
    }

    /// <summary>The connection is lost, or did not come about.</summary>
    public void NoteLost(LinkLoss loss)
    {
        var since = Status.Connected || Status.LastError is null ? time.GetUtcNow() : Status.Since;
        Volatile.Write(ref _status, new MqttStatus(Connected: false, since, loss.Reason));
        // Two who throw each other out connect again and again: that is one story.
        var kind = loss.Kind == LossKind.Closed ? LossKind.Unreachable : loss.Kind;
        var reported = kind == LossKind.TakenOver ? _rivalReported : _lossReported == kind;
        (_lossReported, _rivalReported) = (kind, kind == LossKind.TakenOver);
        if (!reported)
            Report(loss);
    }

    /// <summary>The connection is closed in good order.</summary>
    public void NoteClosed(string? error) => Volatile.Write(ref _status, new MqttStatus(Connected: false, time.GetUtcNow(), error));

    /// <summary>The broker does not speak MQTT 5.</summary>
    public void NoteOldVersion(string reason)
    {
        if (!_oldVersionReported)
            logger.BrokerIsOld(_broker, reason);
        _oldVersionReported = true;
    }

    private void Report(LinkLoss loss)
    {
        switch (loss.Kind)
        {
            case LossKind.TakenOver:
                logger.ClientIdTaken(_broker, options.ClientId, loss.Reason);
                break;
            case LossKind.Refused:
                logger.BrokerRefuses(_broker, loss.Reason);
                break;
            case LossKind.Unreachable or LossKind.Closed:
                logger.BrokerLost(_broker, loss.Reason);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(loss), loss.Kind, "not a kind of loss");
        }
    }
}
