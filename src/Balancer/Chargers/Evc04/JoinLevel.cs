namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Which registers a box reads together in one request. Firmware differs: each level counts once the box has shown it.</summary>
public enum JoinLevel
{
    /// <summary>None: each row of the vendor's table by itself.</summary>
    Rows = 0,

    /// <summary>Rows without a gap between them.</summary>
    Adjacent = 1,

    /// <summary>All from 1000 to 1037, across the gaps.</summary>
    Wide = 2,
}
