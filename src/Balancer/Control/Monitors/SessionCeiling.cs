using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control.Monitors;

/// <summary>
/// Believes the charger's "highest current of this session" (EVC04: 1100) where it is a limit of its own. On some boxes it only mirrors the
/// setpoint: it counts once it has stood below a setpoint for longer than it may lag behind, and until it changes.
/// </summary>
/// <param name="time">Monotonic clock.</param>
public sealed class SessionCeiling(TimeProvider time)
{
    // Display values are read once a minute at the least.
    private static readonly TimeSpan s_standing = TimeSpan.FromMinutes(2);
    private double? _seen;
    private int? _setpoint;
    private long _since;

    /// <summary>Amperes a phase; null if there is no such limit.</summary>
    public Amperes? Ceiling { get; private set; }

    /// <summary>Takes a round's reading.</summary>
    /// <param name="session">The charger's figure; null if unknown.</param>
    /// <param name="setpoint">The setpoint that it acknowledged.</param>
    public void Take(Amperes? session, int? setpoint)
    {
        if (Ceiling is { } ceiling)
        {
            // Unknown for a while, the limit stays.
            if (session is { } known && known != ceiling)
                Interrupted();
            return;
        }

        if (session is not { } figure || setpoint is not { } amperes || figure.Value >= amperes)
        {
            Interrupted();
            return;
        }

        if (_seen != figure.Value || _setpoint != amperes)
            (_seen, _setpoint, _since) = (figure.Value, amperes, time.GetTimestamp());
        if (time.GetElapsedTime(_since) >= s_standing)
            Ceiling = figure;
    }

    /// <summary>Another connection, or another session: it is learnt again.</summary>
    public void Interrupted() => (Ceiling, _seen, _setpoint) = (null, null, null);
}
