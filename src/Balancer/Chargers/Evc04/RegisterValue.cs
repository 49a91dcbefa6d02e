using System.Globalization;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>A register's value, human-readable.</summary>
/// <param name="Number">The number in <paramref name="Unit"/>; null if <paramref name="Text"/> says it.</param>
/// <param name="Text">A text, the word of an enumeration, a date (<c>2026-11-27</c>) or a time (<c>13:05:09</c>).</param>
/// <param name="Unit">A, V, W, Wh, kWh, s; null for none.</param>
/// <param name="Remark">What is to be said of it besides, for example that it is no date.</param>
public readonly record struct RegisterValue(double? Number, string? Text, string? Unit = null, string? Remark = null)
{
    /// <summary>Value and remark, without the unit.</summary>
    public override string ToString()
    {
        var value = Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? "";
        return Remark is null ? value : $"{value} ({Remark})".TrimStart();
    }
}
