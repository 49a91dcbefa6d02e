namespace WallboxMqtt.Simulator.Traces;

/// <summary>The words of the outcomes in a trace.</summary>
internal static class TraceOutcomes
{
    private static readonly TraceOutcome[] s_all = Enum.GetValues<TraceOutcome>();

    /// <summary>Its word, before its code where it has one; null for registers, which are written as they are.</summary>
    internal static string? Word(TraceOutcome outcome) => outcome switch
    {
        TraceOutcome.Connected => "connected",
        TraceOutcome.RefusedConnection => "refused-connection",
        TraceOutcome.Words => null,
        TraceOutcome.Taken => "taken",
        TraceOutcome.Exception => "exception",
        TraceOutcome.Silent => "silent",
        TraceOutcome.Closed => "closed",
        TraceOutcome.Odd => "odd",
    };

    /// <summary>True where a code stands behind the word.</summary>
    internal static bool HasCode(TraceOutcome outcome) => outcome is TraceOutcome.Exception or TraceOutcome.Odd;

    /// <summary>The outcome that a word says; null for none.</summary>
    internal static TraceOutcome? Of(ReadOnlySpan<char> word)
    {
        foreach (var outcome in s_all)
        {
            if (Word(outcome) is { } known && word.SequenceEqual(known))
                return outcome;
        }

        return null;
    }
}
