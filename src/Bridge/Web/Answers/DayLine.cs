namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>The sums of one day.</summary>
/// <param name="Day">As in 2026-11-28.</param>
/// <param name="Pv">kWh of sun.</param>
/// <param name="Charged">kWh charged.</param>
/// <param name="ChargedPv">Of it, kWh of sun.</param>
/// <param name="ChargedGrid">Of it, kWh from the grid.</param>
/// <param name="Sessions">How many sessions began.</param>
internal sealed record DayLine(string Day, double Pv, double Charged, double ChargedPv, double ChargedGrid, int Sessions);
