namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>What an answer has changed of who a box is.</summary>
internal enum IdentityNews
{
    /// <summary>It is who it was.</summary>
    None,

    /// <summary>Another serial number was read, for the first time: it has to be read again.</summary>
    Doubtful,

    /// <summary>Its serial number is known from now on.</summary>
    SerialFound,

    /// <summary>It is another box than before.</summary>
    AnotherBox,
}
