namespace WallboxMqtt.Bridge;

/// <summary>The version that users see.</summary>
internal static class ProductVersion
{
    /// <summary>Where users find out more.</summary>
    internal const string Home = "https://github.com/zeitinfarkt/wallbox-power-management";

    internal static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
