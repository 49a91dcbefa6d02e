namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>What a key may hold.</summary>
/// <param name="Allowed">In words, for a person: <c>6 A to 63 A</c>.</param>
/// <param name="Read">Reads and checks.</param>
internal sealed record ValueRule<T>(string Allowed, ValueReader<T> Read)
{
    /// <summary>True if the value must not be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>True if a list of plain values is read as the text <c>[1, 2]</c>.</summary>
    public bool TakesList { get; init; }
}
