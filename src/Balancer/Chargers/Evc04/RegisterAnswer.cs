namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>What came of reading one register.</summary>
/// <param name="Register">Which.</param>
/// <param name="Words">Its bytes as they came, high byte first; empty if there are none.</param>
/// <param name="Absence">Why there are none, in one line; null if there are.</param>
public sealed record RegisterAnswer(Evc04Register Register, ReadOnlyMemory<byte> Words, string? Absence = null)
{
    /// <summary>What users read of a register that is mute.</summary>
    public const string Mute = "does not answer on this firmware";

    /// <summary>What became of it.</summary>
    public RegisterOutcome Outcome { get; init; }

    /// <summary>How long the answer took, a refusal included; null if none came.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Decoded; null if there are no words.</summary>
    public RegisterValue? Value => Words.IsEmpty ? null : Evc04Values.Of(Register, Words.Span);
}
