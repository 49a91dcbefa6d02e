namespace WallboxMqtt.Lcd.Screens;

/// <summary>How a notice looks: each has a colour and a sign of its own.</summary>
public enum NoticeKind
{
    /// <summary>Something is wrong: a triangle on orange.</summary>
    Fault,

    /// <summary>The sun is not known: a crossed sun on yellow.</summary>
    NoSun,

    /// <summary>The broker is not reached: a broken line on yellow.</summary>
    NoBroker,

    /// <summary>Switched off: the sign of a switch on grey.</summary>
    Off,

    /// <summary>It has just started, or ends: a bolt on blue.</summary>
    Service,
}
