namespace WallboxMqtt.Bridge.Http;

/// <summary>What a visitor must be allowed for a path; as metadata of its endpoint.</summary>
internal enum Need
{
    /// <summary>An inverter's upload, which checks by itself who sends it. No rule of the page stands in its way.</summary>
    Device,

    /// <summary>Nothing: the page's own files, the login, health.</summary>
    Nothing,

    /// <summary>Reading.</summary>
    Read,

    /// <summary>Changing mode or limit.</summary>
    Change,
}
