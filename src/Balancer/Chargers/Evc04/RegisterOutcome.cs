namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>What became of reading one register.</summary>
public enum RegisterOutcome
{
    /// <summary>Its words came.</summary>
    Answered,

    /// <summary>The device refused it, which is an answer.</summary>
    Refused,

    /// <summary>Twice no answer came, or the connection ended at it.</summary>
    Mute,

    /// <summary>It was not read, or once only: the time was over or the connection gone.</summary>
    Unread,
}
