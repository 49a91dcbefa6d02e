namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>What one box has shown of how it answers. Kept over reconnects and restarts, by its address and serial number.</summary>
public sealed record BoxHabits
{
    /// <summary>Whose habits these are; null if the serial number is unknown.</summary>
    public string? Serial { get; init; }

    /// <summary>What it reads together.</summary>
    public JoinLevel Joins { get; init; }

    /// <summary>Levels of joined reads that failed.</summary>
    public IReadOnlyDictionary<JoinLevel, SetbackState> FailedJoins { get; init; } = new Dictionary<JoinLevel, SetbackState>();

    /// <summary>Registers, by their first address, that do not answer or end the connection.</summary>
    public IReadOnlyDictionary<ushort, SetbackState> LeftOut { get; init; } = new Dictionary<ushort, SetbackState>();

    /// <summary>Registers whose writes are not answered or end the connection.</summary>
    public IReadOnlyDictionary<ushort, SetbackState> LeftOutWrites { get; init; } = new Dictionary<ushort, SetbackState>();

    /// <summary>32-bit registers that are read one word at a time.</summary>
    public IReadOnlyList<ushort> Halved { get; init; } = [];

    /// <summary>The failsafe current as last acknowledged or read, A; null if unknown.</summary>
    public int? FailsafeCurrent { get; init; }

    /// <summary>The failsafe timeout as last acknowledged or read, s; null if unknown.</summary>
    public int? FailsafeTimeout { get; init; }
}
