using System.Runtime.InteropServices;

namespace WallboxMqtt.Tests.Safety.Days;

/// <summary>What a day came to.</summary>
/// <param name="Over">Seconds in which a phase imported more than the limit.</param>
/// <param name="Longest">The longest of such stretches, s.</param>
/// <param name="Most">The highest import, A.</param>
/// <param name="Changes">How often the setpoint changed.</param>
/// <param name="Mean">The mean setpoint, A.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DayFigures(int Over, int Longest, double Most, int Changes, double Mean)
{
    internal static DayFigures Of(IReadOnlyList<DaySecond> seconds)
    {
        var (over, longest, run, changes) = (0, 0, 0, 0);
        for (var i = 0; i < seconds.Count; i++)
        {
            run = seconds[i].Import > MeterDay.Limit ? run + 1 : 0;
            over += run > 0 ? 1 : 0;
            longest = Math.Max(longest, run);
            changes += i > 0 && seconds[i].Setpoint != seconds[i - 1].Setpoint ? 1 : 0;
        }

        return new DayFigures(over, longest, seconds.Max(second => second.Import), changes, seconds.Average(second => second.Setpoint));
    }

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"above the limit for {Over} s, at most {Longest} s at a stretch, highest import {Most:0.0} A, {Changes} changes of the setpoint, {Mean:0.0} A on average");
}
