using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>
/// Which discovery messages of ours a broker may hold: their topics, and for a device's document the keys of its components with their
/// platforms. As JSON: <c>{"homeassistant/device/x/config":{"mode":"select"},"homeassistant/sensor/x/power/config":{}}</c>.
/// </summary>
/// <param name="Topics">The topics; empty components for an entity's own document.</param>
internal sealed record PublishedDiscovery(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Topics)
{
    /// <summary>Nothing.</summary>
    public static PublishedDiscovery None { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal));

    /// <summary>No components.</summary>
    public static ImmutableSortedDictionary<string, string> Single { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> writes.</exception>
    /// <exception cref="InvalidOperationException">Not objects of texts.</exception>
    public static PublishedDiscovery Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        return new PublishedDiscovery(None.Topics.SetItems(document.RootElement.EnumerateObject().Select(topic => KeyValuePair.Create(
            topic.Name,
            Single.SetItems(topic.Value.EnumerateObject().Select(component => KeyValuePair.Create(
                component.Name, component.Value.GetString() ?? throw new JsonException($"{component.Name} has no platform"))))))));
    }

    /// <summary>Writes it.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (topic, components) in Topics)
            {
                json.WriteStartObject(topic);
                foreach (var (key, platform) in components)
                    json.WriteString(key, platform);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>True if both say the same.</summary>
    public bool Same(PublishedDiscovery other) => Write().AsSpan().SequenceEqual(other.Write());

    /// <summary>What either may have left.</summary>
    public PublishedDiscovery And(PublishedDiscovery other) => new(Topics.SetItems(other.Topics.Select(pair => KeyValuePair.Create(
        pair.Key, pair.Value.SetItems(Topics.GetValueOrDefault(pair.Key, Single))))));

    /// <summary>The components of a topic's document that are not in <paramref name="wanted"/> any more.</summary>
    public IEnumerable<KeyValuePair<string, string>> Gone(string topic, IEnumerable<string> wanted) =>
        Topics.GetValueOrDefault(topic, Single).Where(component => !wanted.Contains(component.Key));
}
