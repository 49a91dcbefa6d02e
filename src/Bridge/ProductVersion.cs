namespace WallboxMqtt.Bridge;

/// <summary>The version that people see.</summary>
internal static class ProductVersion
{
    /// <summary>Where people find out more.</summary>
    internal const string Home = "https://github.com/zeitinfarkt/wallbox-power-management";

    internal static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
