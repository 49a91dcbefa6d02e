namespace WallboxMqtt.Simulator.Traces;

/// <summary>What became of a request.</summary>
public enum TraceOutcome
{
    /// <summary>The connection was opened.</summary>
    Connected,

    /// <summary>The connection was refused.</summary>
    RefusedConnection,

    /// <summary>The registers came.</summary>
    Words,

    /// <summary>The write was acknowledged.</summary>
    Taken,

    /// <summary>The device refused, with an exception code.</summary>
    Exception,

    /// <summary>No answer came for as long as the request waited.</summary>
    Silent,

    /// <summary>The connection ended.</summary>
    Closed,

    /// <summary>An answer came that does not fit the request.</summary>
    Odd,
}
