namespace WallboxMqtt.Bridge.Devices;

/// <summary>What a Fronius Push Service does by default.</summary>
internal static class FroniusPush
{
    /// <summary>The file that it is set up to write.</summary>
    internal const string UsualFile = "/home/fronius/push/powerFlow.json";

    /// <summary>How often it sends.</summary>
    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);
}
