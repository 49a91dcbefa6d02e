namespace WallboxMqtt.Tests.Safety.Days;

/// <summary>What a family draws beside its car, amperes a phase, by the second of the day: a kettle, an oven, a hob, a dishwasher.</summary>
internal static class HouseLoad
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;

    internal static double[] At(double second)
    {
        double[] drawn = [0.9, 0.6 + (0.3 * Math.Sin(second / 700)), 0.5];
        // 2 kW on L1, three minutes each.
        int[] kettles = [(7 * Hour) + (5 * Minute), (10 * Hour) + (31 * Minute), (13 * Hour) + (12 * Minute), (16 * Hour) + (2 * Minute), (20 * Hour) + (40 * Minute)];
        if (Array.Exists(kettles, begins => second >= begins && second < begins + (3 * Minute)))
            drawn[0] += 8.7;
        // An oven's thermostat on L2: 40 s on, 80 s off.
        if (second is >= 12 * Hour and < (13 * Hour) + (10 * Minute) && (second < (12 * Hour) + (8 * Minute) || second % 120 < 40))
            drawn[1] += 13;
        // A hob on L2 and L3, at the same time as the evening's kettle.
        if (second is >= 18 * Hour and < (18 * Hour) + (25 * Minute))
            (drawn[1], drawn[2]) = (drawn[1] + (second % 30 < 18 ? 9 : 0), drawn[2] + 7.5);
        // A dishwasher heats on L3, twice.
        if (second is >= 14 * Hour and < (14 * Hour) + (12 * Minute) or >= (14 * Hour) + (50 * Minute) and < 15 * Hour)
            drawn[2] += 9;
        return drawn;
    }
}
