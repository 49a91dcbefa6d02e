using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Tells what a schedule does, line by line, for whoever replays a seed; and counts the faults.</summary>
internal sealed class ScheduleTrace(TextWriter? output)
{
    /// <summary>How often each fault began.</summary>
    internal Dictionary<string, int> Begun { get; } = [];

    internal void Begins(SimulatedHouse house, string fault)
    {
        Begun[fault] = Begun.GetValueOrDefault(fault) + 1;
        Note(house, fault);
    }

    internal void Note(SimulatedHouse house, string what) =>
        output?.WriteLine($"{TimeSpan.FromTicks(house.World.Time.Now):hh\\:mm\\:ss\\.fff} {what}");
}
