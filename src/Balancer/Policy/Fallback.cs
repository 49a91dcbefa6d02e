using System.Runtime.InteropServices;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What a charger offers by itself when nobody steers it (EVC04: registers 2000 and 2002).</summary>
/// <param name="Amperes">Whole amperes a phase.</param>
/// <param name="After">So long after the last sign of life.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fallback(int Amperes, TimeSpan After)
{
    /// <summary>True where it may have fallen back, seen from what was known <paramref name="age"/> ago: the last sign of life was older.</summary>
    public bool MayHaveStruck(TimeSpan age) => age >= After / 2;
}
