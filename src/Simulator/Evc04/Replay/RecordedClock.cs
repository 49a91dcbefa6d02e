namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>
/// A register that counts seconds. It goes on between two readings and after the last, unless the recording shows that it stood:
/// two readings in a row, some seconds apart, that are the same.
/// </summary>
/// <param name="digits">True for hhmmss, false for plain seconds.</param>
/// <param name="runsAlone">True if one reading is enough to take it for running.</param>
internal sealed class RecordedClock(bool digits, bool runsAlone)
{
    private const int Day = 86400;
    private static readonly TimeSpan s_apart = TimeSpan.FromSeconds(2);

    private readonly Timeline<uint> _readings = new();

    /// <summary>Takes a reading.</summary>
    internal void Add(TimeSpan at, uint value)
    {
        // Of several in the same moments only the first counts: they say nothing of whether it stands.
        if (_readings.Count == 0 || value != _readings[_readings.Count - 1].Value || at - _readings[_readings.Count - 1].At >= s_apart)
            _readings.Add(at, value);
    }

    /// <summary>What it says at <paramref name="at"/>; null if it was never read.</summary>
    internal uint? At(TimeSpan at)
    {
        if (_readings.Count == 0)
            return null;
        var index = _readings.IndexAt(at);
        var (since, value) = _readings[index];
        return at > since && Runs(index) ? Later(value, (uint)(at - since).TotalSeconds) : value;
    }

    /// <summary>The spans in which it stood, from the first reading to the last.</summary>
    internal IEnumerable<(TimeSpan From, TimeSpan To)> Stands()
    {
        for (var i = 0; i + 1 < _readings.Count; i++)
        {
            var first = i;
            while (i + 1 < _readings.Count && _readings[i + 1].Value == _readings[first].Value)
                i++;
            if (i > first)
                yield return (_readings[first].At, _readings[i].At);
        }
    }

    private bool Runs(int index)
    {
        if (index > 0 && _readings[index - 1].Value == _readings[index].Value)
            return false;
        return index + 1 < _readings.Count ? _readings[index + 1].Value != _readings[index].Value : index > 0 || runsAlone;
    }

    private uint Later(uint value, uint seconds)
    {
        if (!digits)
            return value + seconds;
        var (hour, minute, second) = (value / 10000, value / 100 % 100, value % 100);
        if (hour > 23 || minute > 59 || second > 59)
            return value;
        var of = ((hour * 3600) + (minute * 60) + second + seconds) % Day;
        return (of / 3600 * 10000) + (of / 60 % 60 * 100) + (of % 60);
    }
}
