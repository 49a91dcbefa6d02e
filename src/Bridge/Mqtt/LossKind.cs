namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>What stands between this client and its broker.</summary>
internal enum LossKind
{
    /// <summary>The broker is not there, or the line to it is broken.</summary>
    Unreachable,

    /// <summary>The broker has closed the connection without a word.</summary>
    Closed,

    /// <summary>The broker does not want this client.</summary>
    Refused,

    /// <summary>Another client has connected under the same client id.</summary>
    TakenOver,
}
