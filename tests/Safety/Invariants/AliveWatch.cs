namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Invariant 4: what must stand behind each sign of life.</summary>
internal sealed class AliveWatch(SafetyWatch all, ChargerWatch charger)
{
    private const int Setpoint = 5004;
    private const int Alive = 6000;
    private static readonly long s_stale = TimeSpan.FromSeconds(12).Ticks;

    // Without any of these a cycle has failed.
    private static readonly int[] s_steering = [1000, 1001, 1002, 1006, 1008, 1010, 1012, Setpoint];

    private readonly Dictionary<int, long> _read = [];
    private long _failedAt = -1;
    private bool _contradicted;

    /// <summary>A sign of life goes out.</summary>
    internal void Sent()
    {
        all.Count("seen: sign of life");
        var broken = charger.Acknowledged is not { } amperes ? "no setpoint is acknowledged on this connection"
            : charger.InFlight is { } waiting ? $"the setpoint of {waiting} A is not acknowledged"
            : _contradicted ? $"a higher setpoint than {amperes} A was read back"
            : Missing() is { } address ? $"{address} was not read since {TimeSpan.FromTicks(_failedAt):c}"
            : null;
        if (broken is not null)
            all.Violated(Invariant.AliveBehindCycle, $"{charger.Id}: sign of life while {broken}");
    }

    /// <summary>A read was answered.</summary>
    internal void Read(int first, int count, Func<int, int> word)
    {
        for (var address = first; address < first + count; address++)
            _read[address] = all.Now;
        if (Setpoint < first || Setpoint >= first + count || charger.InFlight is not null)
            return;
        var readBack = word(Setpoint);
        _contradicted = charger.Acknowledged is { } amperes && readBack > amperes && !(amperes == 0 && readBack == 6);
        if (_contradicted)
            all.Count("seen: a higher read-back");
    }

    /// <summary>A request was refused or not answered.</summary>
    internal void Failed(int address)
    {
        if (Rules.AliveBehindSetpoint ? address is Setpoint or Alive : s_steering.Contains(address) || address == Alive)
            _failedAt = all.Now;
    }

    /// <summary>So much time has passed that the service cannot know of: what it has read is younger by its clock.</summary>
    internal void Unnoticed(TimeSpan span)
    {
        foreach (var (address, at) in _read)
            _read[address] = at + span.Ticks;
    }

    /// <summary>The connection is gone.</summary>
    internal void Closed()
    {
        _contradicted = false;
        _read.Clear();
    }

    private int? Missing()
    {
        foreach (var address in s_steering)
        {
            if (Rules.AliveBehindSetpoint && address != Setpoint)
                continue;
            if (!_read.TryGetValue(address, out var at) || at < _failedAt || all.Now - at > s_stale)
                return address;
        }

        return null;
    }
}
