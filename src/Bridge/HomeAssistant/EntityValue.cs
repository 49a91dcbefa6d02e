using System.Globalization;
using System.Runtime.InteropServices;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>A known value as it goes on the wire.</summary>
/// <param name="Text">A plain invariant decimal, a word, or JSON.</param>
/// <param name="Kind">How it stands in a JSON document.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntityValue(string Text, EntityValueKind Kind)
{
    internal static EntityValue? Number(double? value, int decimals) => value is { } number && double.IsFinite(number)
        ? new EntityValue(Plain(number, decimals), EntityValueKind.Number)
        : null;

    internal static EntityValue? Word(string? word) => word is null ? null : new EntityValue(word, EntityValueKind.Word);

    internal static EntityValue? OnOff(bool? on) => on is null ? null : new EntityValue(on.Value ? "ON" : "OFF", EntityValueKind.Word);

    internal static EntityValue? Json(string? json) => json is null ? null : new EntityValue(json, EntityValueKind.Json);

    private static string Plain(double number, int decimals)
    {
        var rounded = Math.Round(number, decimals);
        return (rounded == 0 ? 0 : rounded).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
