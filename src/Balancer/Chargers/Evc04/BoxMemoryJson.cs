using System.Collections.Immutable;
using System.Text.Json;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>The habits as they are kept: an object with a member for each address.</summary>
public static class BoxMemoryJson
{
    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> writes.</exception>
    public static IReadOnlyDictionary<string, BoxHabits> Read(ReadOnlyMemory<byte> content)
    {
        var read = JsonSerializer.Deserialize(content.Span, BoxMemoryContext.Default.DictionaryStringBoxHabits) ?? throw new JsonException("null");
        return read.All(pair => IsSound(pair.Value)) ? read : throw new JsonException("a box without its habits");
    }

    /// <summary>Writes them.</summary>
    public static byte[] Write(ImmutableDictionary<string, BoxHabits> all) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, BoxHabits>(all), BoxMemoryContext.Default.DictionaryStringBoxHabits);

    private static bool IsSound(BoxHabits? habits) =>
        habits is { FailedJoins: not null, LeftOut: not null, LeftOutWrites: not null, Halved: not null }
        && Enum.IsDefined(habits.Joins)
        && habits.LeftOut.Values.Concat(habits.LeftOutWrites.Values).Concat(habits.FailedJoins.Values).All(state => state is { Seconds: >= 0 and <= 86_400 });
}
