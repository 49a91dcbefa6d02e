using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>The contract with the grid operator: amperes a phase (or a plain number), or watts in total.</summary>
internal static class CapRule
{
    private static readonly Amperes s_least = new(Setpoints.Minimum);
    private static readonly Amperes s_most = new(63);
    private static readonly Watts s_leastPower = new(1380);
    private static readonly Watts s_mostPower = new(45_000);

    /// <summary>A cap whose phases and voltage are still to be set.</summary>
    internal static ValueRule<GridCap> Instance { get; } = new(
        $"{s_least} to {s_most} a phase, or {s_leastPower} to {s_mostPower} in total",
        (text, out cap) =>
        {
            cap = null;
            if (Amperes.TryParse(text, out var current))
            {
                cap = new GridCap(current, null, 3, null);
                return current >= s_least && current <= s_most ? null : "is out of range";
            }

            if (!Watts.TryParse(text, out var power))
                return "is neither a current nor a power";
            cap = new GridCap(null, power, 3, null);
            return power >= s_leastPower && power <= s_mostPower ? null : "is out of range";
        });
}
