namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>Something that changes with time: at any moment the last one recorded counts, before the first the first.</summary>
internal sealed class Timeline<T>
{
    private readonly List<(TimeSpan At, T Value)> _moments = [];

    /// <summary>How many moments it has.</summary>
    internal int Count => _moments.Count;

    /// <summary>The values, in the order of their time.</summary>
    internal IEnumerable<T> Values => _moments.Select(moment => moment.Value);

    /// <summary>Adds a moment not earlier than the last.</summary>
    internal void Add(TimeSpan at, T value) => _moments.Add((at, value));

    /// <summary>The place of the value that counts at <paramref name="at"/>; there must be one.</summary>
    internal int IndexAt(TimeSpan at)
    {
        var (low, high) = (0, _moments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_moments[middle].At <= at)
                low = middle + 1;
            else
                high = middle;
        }

        return Math.Max(low - 1, 0);
    }

    /// <summary>The value that counts at <paramref name="at"/>; there must be one.</summary>
    internal T ValueAt(TimeSpan at) => _moments[IndexAt(at)].Value;

    /// <summary>A moment.</summary>
    internal (TimeSpan At, T Value) this[int index] => _moments[index];
}
