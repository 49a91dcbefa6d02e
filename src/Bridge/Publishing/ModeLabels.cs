using System.Globalization;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The modes as users read them in Home Assistant; on the wire the contract's words stay.</summary>
internal sealed class ModeLabels(GridCap grid)
{
    /// <summary>All labels, in the order of <see cref="ChargingModes.All"/>.</summary>
    public IReadOnlyList<string> All { get; } = [.. ChargingModes.All.Select(mode => Label(mode, grid))];

    /// <summary>The template that turns a word into its label.</summary>
    public string ValueTemplate => $"{{{{ {Map(ChargingModes.Words, All)}.get(value) }}}}";

    /// <summary>The template that turns a label into its word.</summary>
    public string CommandTemplate => $"{{{{ {Map(All, ChargingModes.Words)}.get(value, value) }}}}";

    private static string Map(IReadOnlyList<string> from, IReadOnlyList<string> to) =>
        "{" + string.Join(", ", from.Zip(to, (key, value) => $"'{key}': '{value}'")) + "}";

    private static string Label(ChargingMode mode, GridCap grid) => mode switch
    {
        ChargingMode.PvBoost => "PV boost",
        ChargingMode.Fixed => $"Fixed {Kilowatts(grid)} kW",
        ChargingMode.Off => "Off",
    };

    // At the configured or nominal voltage, never a measured one: automations name the label.
    private static string Kilowatts(GridCap grid) =>
        (grid.At(grid.Voltage ?? GridCap.Nominal).Value / 1000).ToString("0.#", CultureInfo.InvariantCulture);
}
