using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>
/// The safety rule that nothing enforces once it is needed: a charger without its master charges at its failsafe current,
/// sun or no sun, and all of them may do so at once. So the failsafe currents together must stay within the cap.
/// </summary>
internal static class FailsafeRule
{
    /// <summary>Reports where the failsafe currents exceed the cap. See <see cref="Highest"/> for the voltage.</summary>
    /// <param name="root">The whole configuration.</param>
    /// <param name="sections">The chargers' sections.</param>
    /// <param name="chargers">What was read from them.</param>
    /// <param name="cap">The grid's cap.</param>
    internal static void Check(
        SectionReader root, IReadOnlyList<SectionReader> sections, ImmutableArray<ChargerOptions> chargers, GridCap cap)
    {
        if (!sections.All(section => section.IsSound("failsafe.current")))
            return;
        var sum = chargers.Aggregate(Amperes.Zero, (total, charger) => total + charger.Failsafe.Current);
        if (IsWithin(sum, cap))
            return;

        var most = MostWithin(cap);
        var capText = cap.Power is { } power ? $"{power} ({most} on {cap.Phases} phases)" : $"{cap.Current}";
        if (sections is [var only])
            RefuseOnly(only, sum, capText, most);
        else
        {
            var currents = string.Join(" + ", chargers.Select(charger => charger.Failsafe.Current));
            root.Refuse("chargers", $"the failsafe currents {currents} = {sum} are above the cap of {capText}", $"failsafe.current of all chargers together up to {most}");
        }
    }

    private static void RefuseOnly(SectionReader charger, Amperes current, string cap, Amperes most)
    {
        var failsafe = charger.Section("failsafe");
        var found = failsafe.Has("current") ? $"\"{current}\"" : $"{current} (the default)";
        var allowed = most < new Amperes(Setpoints.Minimum) ? "0 A"
            : most > new Amperes(Setpoints.Minimum) ? $"0 A or {Setpoints.Minimum} A to {most}"
            : $"0 A or {most}";
        failsafe.Refuse("current", $"{found} is above the cap of {cap}", allowed);
    }

    private static bool IsWithin(Amperes current, GridCap cap) => cap.Current is { } most
        ? current <= most
        : Setpoints.PowerOf(current, cap.Phases, Highest(cap)) <= cap.Power;

    // If the voltage is measured, it is not known now, and not measured while the failsafe holds: the highest that a
    // European grid may have (EN 50160: 230 V and 10 %) has to keep a cap in watts.
    private static Volts Highest(GridCap cap) => cap.Voltage ?? GridCap.Highest;

    private static Amperes MostWithin(GridCap cap)
    {
        var most = cap.Current is { } current
            ? (int)Math.Floor(current.Value)
            : Setpoints.WholeAmperes(cap.Power!.Value, cap.Phases, Highest(cap));
        return new Amperes(most);
    }
}
