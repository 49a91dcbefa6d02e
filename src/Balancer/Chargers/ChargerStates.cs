namespace WallboxMqtt.Balancer.Chargers;

/// <summary>The states' words on the wire.</summary>
public static class ChargerStates
{
    /// <summary>All words, in the enumeration's order.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<ChargerState>().Select(Word)];

    /// <summary>The word of a state.</summary>
    public static string Word(this ChargerState state) => state switch
    {
        ChargerState.Available => "available",
        ChargerState.Preparing => "preparing",
        ChargerState.Charging => "charging",
        ChargerState.SuspendedEvse => "suspended-evse",
        ChargerState.SuspendedEv => "suspended-ev",
        ChargerState.Finishing => "finishing",
        ChargerState.Reserved => "reserved",
        ChargerState.Unavailable => "unavailable",
        ChargerState.Faulted => "faulted",
    };
}
