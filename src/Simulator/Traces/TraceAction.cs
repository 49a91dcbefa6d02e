namespace WallboxMqtt.Simulator.Traces;

/// <summary>What a line of a trace is about.</summary>
public enum TraceAction
{
    /// <summary>A connection was requested.</summary>
    Connect,

    /// <summary>Registers were read: function 3 or 4.</summary>
    Read,

    /// <summary>A register was written: function 6.</summary>
    Write,

    /// <summary>Exchanges took place here that could not be kept.</summary>
    Lost,
}
