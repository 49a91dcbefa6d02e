namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// Invariant 2: from the moment at which a running process knows of a fall, the next request to a wallbox whose setpoint is too high is
/// the lower setpoint. What is out already is excused, and nothing else; where nothing is out, it is sent promptly.
/// </summary>
internal sealed class FallWatch(SafetyWatch all, ChargerWatch charger)
{
    /// <summary>How long a fall may wait while no request is out: timers count whole milliseconds, and a serial line must be silent first.</summary>
    internal static readonly TimeSpan Promptly = TimeSpan.FromMilliseconds(100);

    private int? _attempted;
    private int _writtenAt;
    private bool _excused;

    private bool TooHigh => charger.Standing is { } amperes && !all.Allowed(charger, amperes, together: true);

    /// <summary>A setpoint goes out.</summary>
    internal void SetpointSent(int amperes)
    {
        var falls = TooHigh;
        (_attempted, _writtenAt, _excused) = (all.Oracle.Version, all.Oracle.Version, false);
        if (falls && amperes < charger.Standing)
            all.Count("seen: a fall is the next request");
    }

    /// <summary>A setpoint's answer came.</summary>
    internal void SetpointAnswered()
    {
        if (_writtenAt == all.Oracle.Version)
            return;
        all.Count("seen: news during the write of a setpoint");
        _excused = !Rules.EveryFallIsNext;
    }

    /// <summary>Any other request goes out.</summary>
    internal void OtherSent(int address)
    {
        var excused = all.Now < all.RunsSince || _excused || (!Rules.EveryFallIsNext && address is 2000 or 2002);
        _excused = false;
        if (!excused && TooHigh && _attempted != all.Oracle.Version)
            all.Violated(Invariant.FallAtOnce, $"{charger.Id}: {address} is asked for while {charger.Standing} A stand, allowed are {all.Oracle.Watts:0} W with {all.Oracle.Commanded}");
    }

    /// <summary>Asked now and then: a fall that is not written at all is one, too.</summary>
    internal void Look()
    {
        if (charger.Waiting || !TooHigh || _attempted == all.Oracle.Version)
            return;
        var since = Math.Max(Math.Max(all.Oracle.ChangedAt, all.RunsSince), charger.RepliedAt);
        if (all.Now - since > Promptly.Ticks)
            all.Violated(Invariant.FallAtOnce, $"{charger.Id}: {charger.Standing} A stand, allowed are {all.Oracle.Watts:0} W, and nothing is written");
    }

    /// <summary>The connection is gone.</summary>
    internal void Closed() => (_attempted, _excused) = (null, false);
}
