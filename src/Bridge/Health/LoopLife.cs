using System.Globalization;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Health;

/// <summary>Judges from the reports whether each charger's control loop lives: one that does finishes round after round, its charger in reach or not.</summary>
/// <param name="chargers">The chargers' ids.</param>
/// <param name="reports">Carries when each loop last finished a round.</param>
/// <param name="time">The clock of that.</param>
internal sealed class LoopLife(IReadOnlyList<string> chargers, ReportFeed reports, TimeProvider time)
{
    /// <summary>How a line of <see cref="Stuck"/> begins.</summary>
    internal const string StuckWord = "stuck: ";

    // The longest poll, and a round whose requests are all answered late or wait for their turn on a serial line.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>Which loops are stuck and since when, in one line; null if all live.</summary>
    internal string? Stuck
    {
        get
        {
            var (now, wall) = (time.GetTimestamp(), time.GetUtcNow());
            var ends = reports.Latest?.Chargers;
            var stuck = chargers
                .Select((id, index) => (Id: id, For: time.GetElapsedTime(ends?[index].RoundedAt ?? _startedAt, now)))
                .Where(loop => loop.For > s_longest)
                .Select(loop => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{loop.Id} has finished no control round for {loop.For.TotalSeconds:0} s, since {wall - loop.For:yyyy-MM-dd HH:mm:ss} UTC"))
                .ToArray();
            return stuck.Length > 0 ? StuckWord + string.Join("; ", stuck) : null;
        }
    }

    /// <summary>True if each charger's loop has finished a round after a moment; null for no limit.</summary>
    internal static bool AllSince(CycleReport report, long? moment) =>
        report.Chargers.All(charger => charger.RoundedAt is { } at && (moment is null || at > moment));
}
