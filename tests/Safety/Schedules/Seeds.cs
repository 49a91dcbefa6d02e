namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Seeds of parts: each part of a schedule has its own chance, so that one that is left out changes no other.</summary>
internal static class Seeds
{
    /// <summary>The seed of a named part; the same on every machine.</summary>
    internal static int Of(int seed, string part)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var letter in part)
            hash = (hash ^ letter) * 16777619u;
        hash = (hash ^ (hash >> 15)) * 0x85EBCA6Bu;
        return (int)((hash ^ (hash >> 13)) & 0x7FFFFFFF);
    }

    /// <summary>The chance of a named part.</summary>
    internal static Random Chance(int seed, string part) => new(Of(seed, part));
}
