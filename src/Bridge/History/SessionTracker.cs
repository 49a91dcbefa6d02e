using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.History;

/// <summary>Follows the sessions of one charger, without I/O.</summary>
internal sealed class SessionTracker(string charger)
{
    private ChargedEnergy? _counted;

    /// <summary>The session that runs; null for none.</summary>
    public ChargingSession? Running { get; private set; }

    /// <summary>What was charged since the last report, in Wh, from sun and grid.</summary>
    public (double Sun, double Grid) Charged { get; private set; }

    /// <summary>Goes on with a session from before a restart.</summary>
    /// <returns>False if another one runs already.</returns>
    public bool Resume(ChargingSession session)
    {
        if (Running is not null)
            return false;
        Running = session;
        return true;
    }

    /// <summary>Takes the charger's part of a report.</summary>
    /// <returns>The session that ended with it; null if none did.</returns>
    public ChargingSession? Take(ChargerReport report, DateTimeOffset now)
    {
        Charged = Since(report.Counted);
        var vehicle = report.Reading?.Vehicle;
        if (Running is null && vehicle == true)
            Running = new ChargingSession(charger, now, null, now, 0, 0, 0);
        if (Running is null)
            return null;
        Running = Running with
        {
            Sun = Running.Sun + Charged.Sun,
            Grid = Running.Grid + Charged.Grid,
            MaxPower = Math.Max(Running.MaxPower, report.Reading?.Power?.Value ?? 0),
        };
        // What is not known may still be there.
        if (vehicle != false)
        {
            if (vehicle == true)
                Running = Running with { Seen = now };
            return null;
        }

        var ended = Running with { End = now, Seen = now };
        Running = null;
        return ended;
    }

    private (double Sun, double Grid) Since(ChargedEnergy? counted)
    {
        var before = _counted;
        _counted = counted ?? before;
        return counted is null || before is null
            ? (0, 0)
            : (Math.Max(0, counted.Sun.Value - before.Sun.Value), Math.Max(0, counted.Grid.Value - before.Grid.Value));
    }
}
