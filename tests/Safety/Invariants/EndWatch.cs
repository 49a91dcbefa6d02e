namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Invariant 10: a service that is asked to end leaves each wallbox that it steers at its failsafe current or below, and below what is allowed.</summary>
internal sealed class EndWatch(SafetyWatch all, ChargerWatch charger)
{
    private bool _judged;

    /// <summary>SIGTERM comes.</summary>
    internal void Terminated() => _judged = charger.Acknowledged is not null && charger.InFlight is null;

    /// <summary>A request failed, or the process is paused or killed: nothing can be asked of it.</summary>
    internal void Excuse() => _judged = false;

    /// <summary>It has ended, or its time is over.</summary>
    internal void Ended()
    {
        if (!_judged)
            return;
        _judged = false;
        all.Count("seen: lowered at the end");
        var left = charger.Left;
        if (left > all.Facts.Failsafe || !all.Allowed(charger, left, together: false))
            all.Violated(Invariant.LoweredAtTheEnd, $"{charger.Id}: left at {left} A, its failsafe current is {all.Facts.Failsafe} A, allowed are {all.Oracle.Watts:0} W");
    }
}
