namespace WallboxMqtt.Balancer.Inverters.Fronius.Push;

/// <summary>What became of an upload.</summary>
public enum UploadVerdict
{
    /// <summary>Not a whole JSON document yet: more may come, and if not, nothing has changed.</summary>
    Incomplete,

    /// <summary>Taken as a reading, or known already (a repeated timestamp).</summary>
    Taken,

    /// <summary>A whole document that the rules refuse.</summary>
    Refused,
}
