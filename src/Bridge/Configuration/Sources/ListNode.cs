namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>A list.</summary>
/// <param name="origin">Where it begins.</param>
internal sealed class ListNode(Origin origin) : ConfigNode(origin)
{
    /// <summary>The items in their order.</summary>
    internal List<ConfigNode> Items { get; } = [];
}
