namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Something happened that must never happen.</summary>
/// <param name="invariant">Its number and name, as docs/safety.md lists them.</param>
/// <param name="seed">The schedule that shows it.</param>
/// <param name="at">When, in simulated time.</param>
/// <param name="found">What was found.</param>
internal sealed class InvariantViolation(string invariant, int seed, TimeSpan at, string found)
    : Exception($"{invariant} (seed {seed}, at {at:c}): {found}")
{
    internal string Invariant { get; } = invariant;

    internal TimeSpan At { get; } = at;
}
