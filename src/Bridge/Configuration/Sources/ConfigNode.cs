namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>A part of the configuration as it was written, before it means anything.</summary>
/// <param name="origin">Where it was written.</param>
internal abstract class ConfigNode(Origin origin)
{
    /// <summary>Where it was written.</summary>
    internal Origin Origin { get; } = origin;
}
