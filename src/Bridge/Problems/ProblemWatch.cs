using System.Collections.Immutable;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Problems;

/// <summary>Reports each problem that has lasted for ten seconds, and its end: as events, once each.</summary>
internal sealed class ProblemWatch(ReportFeed feed, EventQueue events, TimeProvider time)
{
    private static readonly TimeSpan s_standing = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Part, ProblemKind Kind), (long Since, Problem Problem, bool Reported)> _standing = [];

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var report in feed.Follow(cancellation))
            Evaluate(PlantProblems.Of(report));
    }

    /// <summary>Takes what is wrong at this moment.</summary>
    internal void Evaluate(ImmutableArray<Problem> problems)
    {
        var now = time.GetTimestamp();
        foreach (var problem in problems)
        {
            var key = (problem.Part, problem.Kind);
            var (since, _, reported) = _standing.GetValueOrDefault(key, (now, problem, false));
            if (!reported && time.GetElapsedTime(since, now) >= s_standing)
            {
                events.Add(ProblemJson.Event(problem, over: false, time.GetLocalNow()));
                reported = true;
            }

            _standing[key] = (since, problem, reported);
        }

        foreach (var (key, (_, problem, reported)) in _standing.ToArray())
        {
            if (problems.Any(one => (one.Part, one.Kind) == key))
                continue;
            _standing.Remove(key);
            if (reported)
                events.Add(ProblemJson.Event(problem, over: true, time.GetLocalNow()));
        }
    }
}
