using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using MQTTnet;
using MQTTnet.Exceptions;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Why a connection ended or did not come about.</summary>
/// <param name="Kind">What stands in the way.</param>
/// <param name="Reason">Human-readable, with the broker's reason code (MQTT 5, section 2.4) if there is one.</param>
internal sealed record LinkLoss(LossKind Kind, string Reason)
{
    private const int Refusals = 0x80;

    /// <summary>What an exception says of the connection.</summary>
    public static LinkLoss Of(Exception fault) => fault switch
    {
        MqttRefusedException => new LinkLoss(LossKind.Refused, fault.Message),
        MqttClientUnexpectedDisconnectReceivedException { ReasonCode: { } code } reported => OfBroker((MqttClientDisconnectReason)(int)code, reported.ReasonString),
        TimeoutException => new LinkLoss(LossKind.Unreachable, fault.Message),
        _ => new LinkLoss(LossKind.Unreachable, Root(fault)),
    };

    /// <summary>What an exception says of an attempt to connect. A broker that wants a certificate of its client may say so, or just leave.</summary>
    /// <param name="fault">The exception.</param>
    /// <param name="options">The configuration.</param>
    public static LinkLoss OfAttempt(Exception fault, MqttOptions options)
    {
        var loss = Of(fault);
        return options.Url.Scheme == "mqtts" && loss.Kind == LossKind.Unreachable && IsLeftAlone(fault)
            ? loss with { Reason = $"{loss.Reason}: the broker leaves after the TLS handshake; does it ask for a certificate (mqtt.certFile)?" }
            : loss;
    }

    /// <summary>What the end of a connection says of it.</summary>
    public static LinkLoss Of(MqttClientDisconnectedEventArgs end) =>
        end.Exception is { } fault ? Of(fault) : OfBroker(end.Reason, end.ReasonString);

    /// <summary>A reason code for users: its name, its number, and the broker's reason string.</summary>
    public static string Text(string name, int code, string? words) => $"{name} (0x{code:X2}) {words}".TrimEnd();

    private static LinkLoss OfBroker(MqttClientDisconnectReason reason, string? words) => reason switch
    {
        MqttClientDisconnectReason.SessionTakenOver => new LinkLoss(LossKind.TakenOver, Text(reason, words)),
        MqttClientDisconnectReason.ServerShuttingDown => new LinkLoss(LossKind.Unreachable, Text(reason, words)),
        _ when (int)reason < Refusals => new LinkLoss(LossKind.Closed, "the broker has closed the connection"),
        _ => new LinkLoss(LossKind.Refused, Text(reason, words)),
    };

    private static string Text(MqttClientDisconnectReason reason, string? words) => Text(reason.ToString(), (int)reason, words);

    private static bool IsLeftAlone(Exception fault) => fault.GetBaseException() switch
    {
        SocketException socket => socket.SocketErrorCode is SocketError.NotConnected or SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown,
        // The broker's TLS alert, where it comes before the connection is gone.
        CryptographicException or MqttCommunicationException => true,
        _ => false,
    };

    private static string Root(Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
                return $"TLS: {inner.GetBaseException().Message}";
        }

        return fault.GetBaseException().Message;
    }
}
