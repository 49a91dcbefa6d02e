using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>What a charger's cars have charged since counting began, by where it came from.</summary>
/// <param name="Sun">What did not come from the grid.</param>
/// <param name="Grid">What came from the grid, and what was charged unobserved.</param>
public sealed record ChargedEnergy(WattHours Sun, WattHours Grid)
{
    /// <summary>Nothing charged.</summary>
    public static ChargedEnergy Zero { get; } = new(default, default);

    /// <summary>Both together.</summary>
    public WattHours Total => Sun + Grid;

    /// <summary>Adds each part.</summary>
    public static ChargedEnergy operator +(ChargedEnergy left, ChargedEnergy right) => new(left.Sun + right.Sun, left.Grid + right.Grid);
}
