namespace WallboxMqtt.Bridge;

/// <summary>The version that people see.</summary>
internal static class ProductVersion
{
    internal static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version?.ToString(3) ?? "0";
}
