namespace WallboxMqtt.Simulator.Fronius;

/// <summary>The shapes in which inverters report the night.</summary>
public enum NightStyle
{
    /// <summary>P is 0, P_PV is null.</summary>
    ZeroPower,

    /// <summary>P is null too.</summary>
    NullPower,

    /// <summary>No inverter is listed.</summary>
    NoInverter,
}
