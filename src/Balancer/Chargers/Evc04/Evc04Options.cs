using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>How one EVC04 is addressed and what its failsafe has to be.</summary>
public sealed record Evc04Options
{
    /// <summary>Modbus unit; 255 by default of the vendor.</summary>
    public byte Unit { get; init; } = 255;

    /// <summary>Whole amperes: 0, or 6 to 32.</summary>
    public Amperes FailsafeCurrent { get; init; } = new(10);

    /// <summary>Whole seconds.</summary>
    public TimeSpan FailsafeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>False reads the failsafe registers and never writes them.</summary>
    public bool WriteFailsafe { get; init; } = true;

    /// <summary>How long an answer may take. Boxes that take a second are steered.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a text, the opening of the connection, or an answer after a silence may take: boxes were seen to take 3 s.</summary>
    public TimeSpan SlowTimeout { get; init; } = TimeSpan.FromSeconds(3.5);
}
