using System.Collections.Immutable;

namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Collects the faults while the configuration is read.</summary>
internal sealed class FaultList
{
    private const int MostShown = 100;
    private readonly List<(Origin Where, ConfigurationFault Fault)> _faults = [];

    /// <summary>How many there are.</summary>
    internal int Count => _faults.Count;

    /// <summary>Notes a fault.</summary>
    /// <param name="where">Where it was found.</param>
    /// <param name="key">The key at fault; null if none is.</param>
    /// <param name="found">What was found and what is wrong with it.</param>
    /// <param name="allowed">What is allowed; null if there is nothing to say.</param>
    /// <param name="suggestion">The name probably meant.</param>
    internal void Add(Origin where, string? key, string found, string? allowed, string? suggestion = null) =>
        _faults.Add((where, new ConfigurationFault(key, found, allowed, where.ToString()) { Suggestion = suggestion }));

    /// <summary>True while nothing was said against <paramref name="key"/> or a key below it.</summary>
    internal bool IsSound(string key) => !_faults.Exists(f =>
        f.Fault.Key is { } faulty
        && faulty.StartsWith(key, StringComparison.Ordinal)
        && (faulty.Length == key.Length || faulty[key.Length] is '.' or '['));

    /// <summary>All of them in the order of the file, those of the environment last; the first hundred where there are more.</summary>
    internal ImmutableArray<ConfigurationFault> InOrder()
    {
        var ordered = _faults.OrderBy(f => f.Where.IsEnvironment).ThenBy(f => f.Where.Line).Select(f => f.Fault);
        if (Count <= MostShown)
            return [.. ordered];
        var last = _faults[^1].Where with { Line = 0 };
        var rest = new ConfigurationFault(null, $"{Count - MostShown} more faults", null, last.ToString());
        return [.. ordered.Take(MostShown), rest];
    }
}
