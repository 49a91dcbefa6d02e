using System.Collections.Immutable;
using System.Globalization;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Draws what happens in a quarter of an hour: ten minutes of trouble, then a calm.</summary>
internal static class EventDraw
{
    /// <summary>A quarter of an hour, in seconds.</summary>
    internal const double Quarter = 900;

    /// <summary>How much of it is trouble, in seconds.</summary>
    internal const double Trouble = 630;

    private static readonly string[] s_limits = ["none", "none", "4.2 kW", "11040", "15000 W", "0", "2.5kW"];

    /// <summary>The events of a quarter, in their order; times are rounded to the millisecond, so that a printed one is the same.</summary>
    internal static ImmutableArray<ScheduleEvent> Of(int seed, int quarter, bool meter)
    {
        var chance = Seeds.Chance(seed, string.Create(CultureInfo.InvariantCulture, $"quarter {quarter}"));
        var begun = quarter * Quarter;
        var events = new List<ScheduleEvent>();
        for (var left = chance.Next(3, 13); left > 0; left--)
        {
            var fault = FaultCatalogue.All[chance.Next(FaultCatalogue.All.Length)];
            events.Add(new ScheduleEvent(
                Moment(5 + (chance.NextDouble() * 540)),
                fault.Name,
                Math.Round(fault.Least + (Math.Pow(chance.NextDouble(), 2) * 119), 3),
                chance.Next(4),
                chance.Next()));
        }

        for (var left = chance.Next(0, 6); left > 0; left--)
            events.Add(new ScheduleEvent(Moment(chance.NextDouble() * 600), Command(chance)));
        for (var at = 0d; at < Trouble; at += 5 + (115 * chance.NextDouble()))
            events.Add(new ScheduleEvent(Moment(at), $"sun {Sun(chance)}"));
        for (var at = 0d; meter && at < Trouble; at += 20 + (160 * chance.NextDouble()))
            events.Add(new ScheduleEvent(Moment(at), Load(chance)));
        return [.. events.OrderBy(one => one.At)];

        double Moment(double seconds) => Math.Round(begun + seconds, 3);
    }

    private static string Command(Random chance) => chance.Next(4) == 0
        ? $"limit {s_limits[chance.Next(s_limits.Length)]}"
        : $"mode {ChargingModes.Words[chance.Next(3)]}";

    private static int Sun(Random chance) => chance.Next(4) switch
    {
        0 => 0,
        1 => 9900,
        2 => chance.Next(3000),
        _ => chance.Next(9900),
    };

    // Not whole amperes, where a measurement's last digit would decide.
    private static string Load(Random chance)
    {
        double Phase() => chance.Next(4) switch { 0 => 0.5, 1 => chance.Next(1, 5) + 0.5, 2 => chance.Next(5, 12) + 0.5, _ => chance.Next(10, 24) + 0.5 };
        return string.Create(CultureInfo.InvariantCulture, $"load {Phase()} {Phase()} {Phase()}");
    }
}
