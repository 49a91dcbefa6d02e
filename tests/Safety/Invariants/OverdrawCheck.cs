namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// Invariant 11: a car that the service was shown drawing more than it is offered, by more than 1 A and 10 %, for 10 s and 30 s more, is
/// stopped. Judged at signs of life, behind which a whole round stands. What was offered in the last 12 s counts: so long a car may take.
/// </summary>
internal sealed class OverdrawCheck(SafetyWatch all, ChargerWatch charger)
{
    private static readonly long s_following = TimeSpan.FromSeconds(12).Ticks;
    private static readonly long s_known = TimeSpan.FromSeconds(14).Ticks;
    private static readonly int[] s_currents = [1008, 1010, 1012];

    private readonly Queue<(long At, int Amperes)> _offers = new();
    private readonly (double Amperes, long At)[] _drawn = new (double, long)[3];
    private long? _since;
    private long? _knownSince;
    private int _offered;

    private bool TooMuch
    {
        get
        {
            // What was offered before the connection came about is not known.
            if (!(all.Now - _knownSince > s_following))
                return false;
            while (_offers.TryPeek(out var offer) && offer.At <= all.Now - s_following)
                _offers.Dequeue();
            var most = Math.Max(_offered, _offers.Select(offer => offer.Amperes).DefaultIfEmpty(0).Max());
            return Drawn > most + Math.Max(1, most / 10.0);
        }
    }

    // What was read too long ago is not known to the service either.
    private double Drawn => _drawn.Max(phase => all.Now - phase.At <= s_known ? phase.Amperes : 0);

    /// <summary>A setpoint was acknowledged or read back: until now the one before was offered.</summary>
    internal void Offered(int amperes)
    {
        _knownSince ??= all.Now;
        _offers.Enqueue((all.Now, _offered));
        _offered = amperes;
        if (!TooMuch)
            _since = null;
    }

    /// <summary>A read was answered.</summary>
    internal void Read(int first, int count, Func<int, int> word)
    {
        for (var phase = 0; phase < s_currents.Length; phase++)
        {
            if (s_currents[phase] >= first && s_currents[phase] < first + count)
                _drawn[phase] = (word(s_currents[phase]) / 1000.0, all.Now);
        }

        if (!TooMuch)
            _since = null;
    }

    /// <summary>A read was refused: what is drawn may be unknown to the service for a while.</summary>
    internal void Refused() => _since = null;

    /// <summary>A sign of life goes out.</summary>
    internal void AliveSent()
    {
        if (!TooMuch)
        {
            _since = null;
            return;
        }

        _since ??= all.Now;
        // A slow box tells what is drawn as late as it answers for ten registers.
        if (all.Now - _since <= (TimeSpan.FromSeconds(10 + 30) + (12 * all.Facts.Exchange)).Ticks)
            return;
        if (charger.Acknowledged > 0)
            all.Violated(Invariant.OverdrawStops, $"{charger.Id}: {Drawn:0.0} A are drawn, offered are {_offered} A, since {TimeSpan.FromTicks(_since.Value):c}");
    }

    /// <summary>Time has passed that the service cannot know of: what lasts begins anew.</summary>
    internal void Unnoticed() => (_since, _knownSince) = (null, null);

    /// <summary>The connection is gone.</summary>
    internal void Closed()
    {
        (_since, _knownSince) = (null, null);
        Array.Clear(_drawn);
    }
}
