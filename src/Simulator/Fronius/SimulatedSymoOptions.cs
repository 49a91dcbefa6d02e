namespace WallboxMqtt.Simulator.Fronius;

/// <summary>What the simulated inverter delivers.</summary>
public sealed record SimulatedSymoOptions
{
    /// <summary>Constant AC watts; null follows <see cref="Day"/>.</summary>
    public double? Power { get; init; }

    /// <summary>The day of sun that it follows.</summary>
    public SunDay Day { get; init; } = new(9500, 1);

    /// <summary>How much faster than time the day passes.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The time of day at which it begins; null begins with the clock's.</summary>
    public TimeSpan? StartsAt { get; init; }

    /// <summary>What the house draws beside the car, watts.</summary>
    public double HouseLoad { get; init; } = 450;

    /// <summary>How it reports the night.</summary>
    public NightStyle Night { get; init; }
}
