namespace WallboxMqtt.Bridge.History;

/// <summary>A car's stay at a charger, from plugging in to unplugging.</summary>
/// <param name="Charger">The charger's id.</param>
/// <param name="Start">When it was plugged in.</param>
/// <param name="End">When it was unplugged; null while it is plugged in.</param>
/// <param name="Seen">When it was last seen.</param>
/// <param name="Sun">Energy from the sun, Wh.</param>
/// <param name="Grid">Energy from the grid, Wh.</param>
/// <param name="MaxPower">The highest power, W.</param>
internal sealed record ChargingSession(
    string Charger, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset Seen, double Sun, double Grid, double MaxPower)
{
    /// <summary>Below this nothing was charged: a plug tried, a car that was full; Wh.</summary>
    public const double Least = 50;

    /// <summary>All energy, Wh.</summary>
    public double Energy => Sun + Grid;
}
