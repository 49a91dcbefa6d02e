namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>One row of the map and what the box has shown of it. It belongs to the box: it outlives connections.</summary>
internal sealed class RegisterRow(Evc04Register register, TimeProvider time)
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(10);

    private const int Strikes = 2;
    private const int DoubtfulStrikes = 5;

    private readonly byte[] _halves = new byte[4];
    private int _strikes;
    private int _refusals;
    private bool _everAnswered;
    private bool _refusedOnce;
    private TimeSpan _pause;
    private long _pausedAt;
    private long? _triedBefore;

    internal Evc04Register Register => register;

    /// <summary>True while its last read was answered.</summary>
    internal bool Answers { get; private set; }

    /// <summary>True after a first read that was not answered, or ended the connection, of a row that has never answered: the second is due.</summary>
    internal bool IsOnTrial => _strikes > 0 && !_everAnswered;

    /// <summary>True once it has answered.</summary>
    internal bool EverAnswered => _everAnswered;

    /// <summary>True once its outcome is known: it answers, is refused, or is left out.</summary>
    internal bool IsSettled => Answers || LeftOut.Stands || _refusals > 0;

    /// <summary>True while the box refuses it.</summary>
    internal bool IsRefused => _refusals > 0;

    /// <summary>True after a silence: the next answer is waited for longer.</summary>
    internal bool IsPatient { get; private set; }

    /// <summary>True if the box refuses both words at once: they are read one by one.</summary>
    internal bool IsHalved { get; private set; }

    /// <summary>Which of the two words is read next.</summary>
    internal int Half { get; private set; }

    /// <summary>When it was last asked for on this connection; null before.</summary>
    internal long? TriedAt { get; private set; }

    /// <summary>Not asked for at all.</summary>
    internal Setback LeftOut { get; } = new(time);

    /// <summary>True while it may be asked for.</summary>
    internal bool MayBeAsked => !LeftOut.Stands && time.GetElapsedTime(_pausedAt) >= _pause;

    /// <summary>The vendor's table gives the fault code one register although it has 32 bits; if two are refused, that one is all.</summary>
    private bool IsOneWord => register == Evc04Registers.FaultCode;

    /// <summary>It is asked for now.</summary>
    internal void Try(long now) => (_triedBefore, TriedAt) = (TriedAt, now);

    /// <summary>The read that included it returned nothing for it: it is as due as before. The caller must not repeat this forever.</summary>
    internal void DueAgain() => TriedAt = _triedBefore;

    /// <summary>Takes an answer to a read of the whole row.</summary>
    /// <returns>True if it had been left out.</returns>
    internal bool Answered()
    {
        (Answers, _everAnswered, _refusedOnce, _strikes, _refusals, _pause) = (true, true, false, 0, 0, TimeSpan.Zero);
        return LeftOut.Clear();
    }

    /// <summary>Takes the answer to one word of a row that is read in halves.</summary>
    /// <returns>The whole row's words; empty until both are there.</returns>
    internal ReadOnlySpan<byte> TakeHalf(ReadOnlySpan<byte> word)
    {
        if (IsOneWord)
        {
            _halves.AsSpan(0, 2).Clear();
            word.CopyTo(_halves.AsSpan(2));
            return _halves;
        }

        word.CopyTo(_halves.AsSpan(Half * 2));
        Half = 1 - Half;
        if (Half == 0)
            return _halves;
        // The second word is due in the same turn.
        DueAgain();
        return default;
    }

    /// <summary>The box refused it.</summary>
    /// <param name="code">The Modbus exception.</param>
    /// <returns>True if it is unknown from now on: a single refusal among answers is odd, and lets the value age.</returns>
    internal bool Refused(byte code)
    {
        if (Answers && !_refusedOnce)
        {
            _refusedOnce = true;
            return false;
        }

        Answers = false;
        // 1 to 3: it does not know what was requested. The other faults may be over at the next round.
        if (code is < 1 or > 3)
            return true;
        if (register is { Count: 2, Type: RegisterType.UInt32 } && !IsHalved)
        {
            (IsHalved, Half) = (true, 0);
            return true;
        }

        IsHalved = false;
        var pause = s_again * Math.Pow(2, Math.Min(_refusals++, 10));
        Pause(pause < s_longestPause ? pause : s_longestPause);
        return true;
    }

    /// <summary>It was not answered, or the connection ended at it.</summary>
    /// <param name="isLineSound">False if answers of others were lost lately, too.</param>
    /// <returns>True if it is left out from now on.</returns>
    internal bool Missed(bool isLineSound)
    {
        (Answers, IsPatient) = (false, true);
        // What has answered before, or shares its fate with others, may have been lost on the line.
        var doubtful = _everAnswered || !isLineSound;
        if (++_strikes >= (doubtful ? DoubtfulStrikes : Strikes))
        {
            _strikes = 0;
            LeftOut.Begin();
            return true;
        }

        if (doubtful && _strikes >= Strikes)
            Pause(s_again);
        return false;
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        (TriedAt, _triedBefore, Half) = (null, null, 0);
    }

    /// <summary>Goes on from what the box showed before a restart.</summary>
    internal void Restore(BoxHabits habits)
    {
        IsHalved = habits.Halved.Contains(register.Address);
        if (habits.LeftOut.TryGetValue(register.Address, out var state))
            LeftOut.Restore(state);
        _everAnswered = Answers = habits.Joins > JoinLevel.Rows && !LeftOut.Stands && !IsHalved;
    }

    /// <summary>Another box: nothing is known of it.</summary>
    internal void Forget()
    {
        LeftOut.Clear();
        (Answers, _everAnswered, IsPatient, IsHalved, _strikes, _refusals, _pause) = (false, false, false, false, 0, 0, TimeSpan.Zero);
    }

    private void Pause(TimeSpan pause) => (_pause, _pausedAt) = (pause, time.GetTimestamp());
}
