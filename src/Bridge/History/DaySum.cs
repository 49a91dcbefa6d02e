namespace WallboxMqtt.Bridge.History;

/// <summary>The sums of one day, in Wh.</summary>
/// <param name="Day">The day here, by local time.</param>
/// <param name="Pv">What the roof delivered while the service ran.</param>
/// <param name="Sun">Charged from the sun.</param>
/// <param name="Grid">Charged from the grid.</param>
/// <param name="Sessions">Sessions that began on it.</param>
internal sealed record DaySum(DateOnly Day, double Pv, double Sun, double Grid, int Sessions)
{
    /// <summary>How many days are kept.</summary>
    public const int Kept = 400;
}
