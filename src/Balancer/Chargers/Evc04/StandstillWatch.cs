namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// Notices a box whose registers stand still until its connection is opened again, as owners saw it. Its own clock (294) must move, and so must
/// the session's duration while it charges; either accuses it only after it was seen to move at every read. Any other register that moves acquits it.
/// </summary>
internal sealed class StandstillWatch(TimeProvider time)
{
    private const int MovesInARow = 3;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(40);

    private int _clockMoves;
    private int _durationMoves;
    private long _movedAt = time.GetTimestamp();
    private int _stillReads;

    /// <summary>True while it stands still: until something moves.</summary>
    internal bool IsFrozen { get; private set; }

    private bool HasWitness => _clockMoves >= MovesInARow || _durationMoves >= MovesInARow;

    /// <summary>Takes an answer.</summary>
    /// <param name="register">What was read.</param>
    /// <param name="differs">True if it differs from the read before; null if there was none on this connection.</param>
    internal void Read(Evc04Register register, bool? differs)
    {
        // What we write ourselves proves nothing.
        if (register.Writable || differs is not { } changed)
            return;
        if (changed)
            (_movedAt, _stillReads, IsFrozen) = (time.GetTimestamp(), 0, false);
        if (register == Evc04Registers.Time)
            _clockMoves = Moves(_clockMoves, changed);
        else if (register == Evc04Registers.SessionDuration)
            _durationMoves = Moves(_durationMoves, changed);
        else
            return;
        if (!changed && ++_stillReads >= MovesInARow && HasWitness && time.GetElapsedTime(_movedAt) >= s_longest)
            IsFrozen = true;
    }

    /// <summary>The connection is gone: the first reads on the next one prove nothing, and time passes meanwhile.</summary>
    internal void Disconnected() => (_movedAt, _stillReads) = (time.GetTimestamp(), 0);

    // Once it is a witness it stays one. A clock that shows minutes never becomes one.
    private static int Moves(int moves, bool changed) => moves >= MovesInARow ? moves : changed ? moves + 1 : 0;
}
