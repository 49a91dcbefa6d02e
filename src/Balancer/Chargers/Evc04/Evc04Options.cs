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

    /// <summary>False verifies the failsafe registers and never writes them.</summary>
    public bool WriteFailsafe { get; init; } = true;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = Modbus.ModbusClient.DefaultTimeout;

    /// <summary>How long a text or the opening of the connection may take: these are the wallbox's slowest answers.</summary>
    public TimeSpan SlowTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often what hardly changes is read again.</summary>
    public TimeSpan SlowInterval { get; init; } = TimeSpan.FromMinutes(10);
}
