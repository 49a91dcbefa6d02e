namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What a failed request to a charger means for the next one.</summary>
public enum ChargerFailure
{
    /// <summary>It answered, and refused. The connection is sound.</summary>
    Refused,

    /// <summary>No answer came in time, and the connection is still of use. A write may or may not have been taken.</summary>
    Unanswered,

    /// <summary>There is no connection: only <see cref="ICharger.DisconnectAsync"/> and then <see cref="ICharger.ConnectAsync"/> make sense.</summary>
    Lost,
}
