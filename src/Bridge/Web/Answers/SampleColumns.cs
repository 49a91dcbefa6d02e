namespace WallboxMqtt.Bridge.Web.Answers;

/// <summary>The history of the last days, column by column.</summary>
/// <param name="Step">Seconds between two samples.</param>
/// <param name="Time">Unix time in s.</param>
/// <param name="Pv">W.</param>
/// <param name="Allowance">W.</param>
/// <param name="Power">W.</param>
/// <param name="Setpoint">A.</param>
internal sealed record SampleColumns(int Step, long[] Time, double?[] Pv, double?[] Allowance, double?[] Power, double?[] Setpoint);
