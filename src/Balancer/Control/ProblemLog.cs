using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Control;

/// <summary>Logs a problem when it comes and when it goes, not while it lasts.</summary>
internal sealed class ProblemLog(string charger, ILogger logger)
{
    private string? _reported;

    /// <summary>What is wrong now; null for nothing.</summary>
    internal void Report(string? problem)
    {
        if (problem == _reported)
            return;
        if (_reported is not null && problem is null)
            Log.ProblemOver(logger, charger, _reported);
        if (problem is not null)
            Log.Problem(logger, charger, problem);
        _reported = problem;
    }
}
