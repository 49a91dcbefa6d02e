namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>A rule that an input broke.</summary>
internal sealed class FuzzFault(string message) : Exception(message)
{
    /// <summary>Throws where the rule does not hold.</summary>
    internal static void Unless(bool holds, string rule)
    {
        if (!holds)
            throw new FuzzFault(rule);
    }
}
