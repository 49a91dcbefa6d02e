using System.Runtime.InteropServices;

namespace WallboxMqtt.Bridge.History;

/// <summary>One moment of the chart; null if something is not known.</summary>
/// <param name="Time">Unix time in s, a multiple of 10.</param>
/// <param name="Pv">PV power, W.</param>
/// <param name="Allowance">What all chargers together may draw, W.</param>
/// <param name="Power">What they draw together, W.</param>
/// <param name="Setpoint">The first charger's setpoint, A a phase.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sample(long Time, double? Pv, double? Allowance, double? Power, double? Setpoint)
{
    /// <summary>Seconds between two.</summary>
    public const int Step = 10;
}
