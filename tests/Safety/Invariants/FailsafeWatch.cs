namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Invariant 9: behind a sign of life the wallbox's failsafe registers hold what they should; where they are not to be written, they are not.</summary>
internal sealed class FailsafeWatch(SafetyWatch all, ChargerWatch charger)
{
    private const int Current = 2000;
    private const int Timeout = 2002;
    private readonly HashSet<int> _failed = [];
    private int? _asked;
    private int? _taken;
    private bool _zeroRefused;

    // Behind a command it takes a few requests.
    private TimeSpan Grace => TimeSpan.FromSeconds(5) + (12 * all.Facts.Exchange);

    /// <summary>A write goes out.</summary>
    internal void Written(int address, int value)
    {
        if (address is not (Current or Timeout))
            return;
        if (address == Current)
            _asked = value;
        if (!all.Facts.WritesFailsafe)
            all.Violated(Invariant.FailsafeSet, $"{charger.Id}: {address} is written, and was not to be");
        if (address == Current && (value > (_zeroRefused ? Math.Max(6, all.Facts.Failsafe) : all.Facts.Failsafe) || value is > 0 and < 6))
            all.Violated(Invariant.FailsafeSet, $"{charger.Id}: a failsafe current of {value} A is written, configured are {all.Facts.Failsafe} A");
    }

    /// <summary>A write was answered or not. What fails is tried again only after a while, also on another connection.</summary>
    internal void Ended(int address, bool failed)
    {
        if (address == Current)
            (_taken, _zeroRefused) = (failed ? _taken : _asked, _zeroRefused || (failed && _asked == 0));
        if (failed && address is Current or Timeout)
            _failed.Add(address);
        else
            _failed.Remove(address);
    }

    /// <summary>A read was answered. Where it shows another figure than was taken, writing it again and again helps no more than doing so now and then.</summary>
    internal void Read(int first, int count, Func<int, int> word)
    {
        if (Current >= first && Current < first + count && word(Current) != _taken)
            _failed.Add(Current);
        if (Timeout >= first && Timeout < first + count && word(Timeout) != (int)all.Facts.FailsafeTimeout.TotalSeconds)
            _failed.Add(Timeout);
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
        var expected = all.Oracle.Failsafe(charger.Id, all.Chargers.IndexOf(charger));
        // Some boxes refuse 0: 6 A is the least then.
        var agrees = current == expected || (_zeroRefused && expected == 0 && current == 6);
        if ((!agrees && !settling) || timeout != wanted)
        {
            all.Violated(
                Invariant.FailsafeSet,
                $"{charger.Id}: it would fall back to {current} A after {timeout} s, it should be {expected} A after {wanted} s");
        }
    }
}
