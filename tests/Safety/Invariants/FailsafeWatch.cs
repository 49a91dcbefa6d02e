namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Invariant 9: behind a sign of life the wallbox's failsafe registers hold what they should; where they are not to be written, they are not.</summary>
internal sealed class FailsafeWatch(SafetyWatch all, ChargerWatch charger)
{
    private const int Current = 2000;
    private const int Timeout = 2002;
    private readonly HashSet<int> _failed = [];

    // Behind a command it takes a few requests.
    private TimeSpan Grace => TimeSpan.FromSeconds(5) + (12 * all.Facts.Exchange);

    /// <summary>A write goes out.</summary>
    internal void Written(int address, int value)
    {
        if (address is not (Current or Timeout))
            return;
        if (!all.Facts.WritesFailsafe)
            all.Violated(Invariant.FailsafeSet, $"{charger.Id}: {address} is written, and was not to be");
        if (address == Current && (value > all.Facts.Failsafe || value is > 0 and < 6))
            all.Violated(Invariant.FailsafeSet, $"{charger.Id}: a failsafe current of {value} A is written, configured are {all.Facts.Failsafe} A");
    }

    /// <summary>A write was answered or not. What fails is tried again only after a while, also on another connection.</summary>
    internal void Ended(int address, bool failed)
    {
        if (failed && address is Current or Timeout)
            _failed.Add(address);
        else
            _failed.Remove(address);
    }

    /// <summary>A sign of life goes out.</summary>
    internal void AliveSent()
    {
        if (!all.Facts.WritesFailsafe || _failed.Count > 0 || charger.Box.Refuses.Contains((ushort)Current) || charger.Box.Refuses.Contains((ushort)Timeout))
            return;
        all.Count("seen: failsafe registers behind a sign of life");
        var (current, timeout) = (charger.Line.Box.FailsafeCurrent, charger.Line.Box.FailsafeTimeout);
        var wanted = (int)all.Facts.FailsafeTimeout.TotalSeconds;
        var settling = Rules.FailsafeFollowsCommands && all.Now - all.Oracle.ChangedAt < Grace.Ticks;
        if ((current != all.Oracle.Failsafe() && !settling) || timeout != wanted)
        {
            all.Violated(
                Invariant.FailsafeSet,
                $"{charger.Id}: it would fall back to {current} A after {timeout} s, it should be {all.Oracle.Failsafe()} A after {wanted} s");
        }
    }}
