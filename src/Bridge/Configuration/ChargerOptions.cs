using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>chargers[n]</c>.</summary>
internal sealed record ChargerOptions
{
    /// <summary><c>id</c>: lower-case letters, digits, underscores and hyphens; a topic level.</summary>
    public string Id { get; init; } = "charger";

    /// <summary><c>url</c>: <c>tcp://host:port</c> or <c>rtu:///dev/ttyUSB0?baud=9600&amp;parity=none&amp;stopBits=1</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>unit</c>: Modbus unit, 1 to 255.</summary>
    public byte Unit { get; init; } = 255;

    /// <summary><c>poll</c>: the longest pause between two control cycles.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>phaseOrder</c>: which phases of the house its L1, L2 and L3 are, each 1 to 3.</summary>
    public PhaseValues<int> PhaseOrder { get; init; } = new(1, 2, 3);

    /// <summary><c>failsafe</c>.</summary>
    public FailsafeOptions Failsafe { get; init; } = new();
}
