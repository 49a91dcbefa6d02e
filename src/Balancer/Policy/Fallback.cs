using System.Runtime.InteropServices;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What a charger offers by itself when nothing steers it, as it has to be assumed (EVC04: registers 2000 and 2002).</summary>
/// <param name="Amperes">Whole amperes a phase; the most where it is unknown.</param>
/// <param name="After">How long after the last sign of life, at the soonest.</param>
/// <param name="Latest">How long after it, at the latest; <see cref="Never"/> where it may not fall back at all.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fallback(int Amperes, TimeSpan After, TimeSpan Latest)
{
    /// <summary>It may keep what it has forever.</summary>
    public static TimeSpan Never { get; } = TimeSpan.MaxValue;

    /// <summary>It does what it was set to.</summary>
    public Fallback(int amperes, TimeSpan after)
        : this(amperes, after, after)
    {
    }

    /// <summary>True if it may have fallen back, seen from what was known <paramref name="age"/> ago: the last sign of life was older.</summary>
    public bool MayHaveStruck(TimeSpan age) => age >= After / 2;

    /// <summary>What has to be assumed, given the configuration and what the charger was found to have.</summary>
    /// <param name="configured">What is configured: it counts as long as nothing speaks against it.</param>
    /// <param name="current">Amperes a phase, as acknowledged or read; null if unknown.</param>
    /// <param name="timeout">The timeout, as acknowledged or read; null if unknown.</param>
    /// <param name="refused">True if it cannot be set: then what is unknown is taken for its worst, the highest current, forever.</param>
    public static Fallback Reckon(Fallback configured, Units.Amperes? current, TimeSpan? timeout, bool refused) => new(
        (int?)current?.Value ?? (refused ? Setpoints.Maximum : configured.Amperes),
        timeout is { } found && found < configured.After ? found : configured.After,
        timeout is { } known ? known > configured.After ? known : configured.After
            : refused ? Never
            : configured.After);
}
