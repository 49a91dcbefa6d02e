namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// Which rows a box reads together. Each level is tried once every row in its reach is known to answer by itself, and counts from the first
/// sound answer on; where it fails, rows are read by themselves again.
/// </summary>
internal sealed class JoinedReads(TimeProvider time)
{
    private const int First = 1000;
    private const int Last = 1037;

    // The map has no wider gap between its measured values.
    private const int WidestGap = 2;

    // Tried later than the first values are there.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(5);

    private readonly Dictionary<JoinLevel, Setback> _failed = new()
    {
        [JoinLevel.Adjacent] = new Setback(time),
        [JoinLevel.Wide] = new Setback(time),
    };

    private int _misses;

    /// <summary>What the box has shown to take.</summary>
    internal JoinLevel Shown { get; private set; }

    /// <summary>True after a silence: the next answer is waited for longer.</summary>
    internal bool IsPatient => _misses > 0;

    /// <summary>What has to survive a restart.</summary>
    internal Dictionary<JoinLevel, SetbackState> State =>
        _failed.Where(pair => pair.Value.State is not null).ToDictionary(pair => pair.Key, pair => pair.Value.State!);

    /// <summary>True for a row that joined reads may cover.</summary>
    internal static bool Reaches(RegisterRow row) => row.Register.Address is >= First and <= Last;

    /// <summary>The higher level that is to be tried now; null for none.</summary>
    /// <param name="connectedAt">When the connection came about.</param>
    internal JoinLevel? Candidate(long connectedAt)
    {
        if (time.GetElapsedTime(connectedAt) < s_settled)
            return null;
        return Shown < JoinLevel.Wide && !_failed[JoinLevel.Wide].Stands ? JoinLevel.Wide
            : Shown < JoinLevel.Adjacent && !_failed[JoinLevel.Adjacent].Stands ? JoinLevel.Adjacent
            : null;
    }

    /// <summary>The requests of a level: the rows that answer by themselves and stand near each other.</summary>
    internal static IEnumerable<ReadRequest> Requests(JoinLevel level, IEnumerable<RegisterRow> rows)
    {
        var gap = level == JoinLevel.Wide ? WidestGap : 0;
        var run = new List<RegisterRow>();
        foreach (var row in rows.Where(Reaches).OrderBy(row => row.Register.Address))
        {
            var joins = row is { Answers: true, IsHalved: false };
            if (run.Count > 0 && (!joins || row.Register.Address - End(run) > gap))
            {
                if (run.Count > 1)
                    yield return Join(run, level);
                run.Clear();
            }

            if (joins)
                run.Add(row);
        }

        if (run.Count > 1)
            yield return Join(run, level);
    }

    /// <summary>A joined read was answered soundly.</summary>
    /// <returns>True if that is news.</returns>
    internal bool Works(JoinLevel level)
    {
        _misses = 0;
        var news = level > Shown;
        if (news)
            Shown = level;
        return _failed[level].Clear() || news;
    }

    /// <summary>A joined read was refused, not answered, or answered with something else.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="silent">True if no answer came: it may have been lost on the line, unless the level is on trial.</param>
    /// <returns>True if that is news.</returns>
    internal bool Fails(JoinLevel level, bool silent)
    {
        if (silent && level <= Shown && ++_misses < 2)
            return false;
        _misses = 0;
        _failed[level].Begin();
        Shown = JoinLevel.Rows;
        return true;
    }

    /// <summary>Goes on from what the box showed before a restart.</summary>
    internal void Restore(BoxHabits habits)
    {
        Shown = habits.Joins;
        foreach (var (level, state) in habits.FailedJoins)
        {
            if (_failed.TryGetValue(level, out var setback))
                setback.Restore(state);
        }
    }

    /// <summary>Another box: nothing is known of it.</summary>
    internal void Forget()
    {
        (Shown, _misses) = (JoinLevel.Rows, 0);
        foreach (var setback in _failed.Values)
            setback.Clear();
    }

    private static int End(List<RegisterRow> run) => run[^1].Register.Address + run[^1].Register.Count;

    private static ReadRequest Join(List<RegisterRow> run, JoinLevel level)
    {
        var start = run[0].Register.Address;
        return new ReadRequest(start, (ushort)(End(run) - start), run[0].Register.Function, [.. run], level);
    }
}
