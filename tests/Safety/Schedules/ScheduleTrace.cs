using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Tells what a schedule does, line by line, for whoever replays a seed; and counts what was there and what struck.</summary>
internal sealed class ScheduleTrace(TextWriter? output)
{
    /// <summary>How often each trait was there, each fault began, and each thing that an invariant judges was seen.</summary>
    internal Dictionary<string, int> Begun { get; } = [];

    internal void Begins(SimulatedHouse house, string fault)
    {
        Count(fault);
        Note(house, fault);
    }

    internal void Count(string what) => Begun[what] = Begun.GetValueOrDefault(what) + 1;

    internal void Note(SimulatedHouse house, string what) =>
        output?.WriteLine($"{TimeSpan.FromTicks(house.World.Time.Now):hh\\:mm\\:ss\\.fff} {what}");
}
