namespace WallboxMqtt.Simulator.Fronius;

/// <summary>
/// A summer day over a roof: a smooth arc from sunrise to sunset, and clouds whose edges are steps, since a point may lose 60 % of
/// its light within a second. A pure function of seed and time of day.
/// </summary>
/// <param name="peak">AC watts at noon without clouds.</param>
/// <param name="seed">Which day.</param>
public sealed class SunDay(double peak, int seed)
{
    private static readonly TimeSpan s_sunrise = new(5, 30, 0);
    private static readonly TimeSpan s_sunset = new(21, 0, 0);

    // Each stretch of four minutes may have one cloud.
    private static readonly TimeSpan s_stretch = TimeSpan.FromMinutes(4);

    /// <summary>AC watts at a time of day; 0 at night.</summary>
    public double At(TimeSpan timeOfDay)
    {
        if (timeOfDay <= s_sunrise || timeOfDay >= s_sunset)
            return 0;
        var height = Math.Sin(Math.PI * ((timeOfDay - s_sunrise) / (s_sunset - s_sunrise)));
        return peak * Math.Pow(height, 1.3) * Light(timeOfDay);
    }

    private double Light(TimeSpan timeOfDay)
    {
        var stretch = (int)(timeOfDay / s_stretch);
        var within = (timeOfDay / s_stretch) - stretch;
        if (Chance(stretch, 0) > 0.55)
            return 1;
        var begins = 0.6 * Chance(stretch, 1);
        var ends = begins + 0.1 + (0.3 * Chance(stretch, 2));
        return within >= begins && within < ends ? 0.2 + (0.35 * Chance(stretch, 3)) : 1;
    }

    // 0 to 1, the same for the same seed and stretch on every machine (SplitMix64).
    private double Chance(int stretch, int which)
    {
        var z = (ulong)(uint)seed * 0x9E3779B97F4A7C15 + ((ulong)(uint)stretch << 8) + (ulong)(uint)which + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) / (double)(1UL << 53);
    }
}
