using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>What the wallboxes have shown of how they answer.</summary>
internal sealed class Evc04Memory : IDeviceMemory
{
    /// <inheritdoc />
    public string File => "boxes";

    /// <inheritdoc />
    public string Loss => "what the wallboxes answer is learnt again";

    /// <inheritdoc />
    public object Content => Boxes.All;

    /// <summary>The boxes, by their addresses.</summary>
    internal BoxMemory Boxes { get; } = new();

    /// <inheritdoc />
    public byte[] Write(object content) => BoxMemoryJson.Write((ImmutableDictionary<string, BoxHabits>)content);

    /// <inheritdoc />
    public void Restore(ReadOnlyMemory<byte> kept) => Boxes.Restore(BoxMemoryJson.Read(kept));
}
