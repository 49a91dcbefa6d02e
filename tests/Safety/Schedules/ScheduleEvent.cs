using System.Globalization;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Something that happens in a schedule, as data: it can be left out, and the rest takes its course.</summary>
/// <param name="At">When, in seconds from the beginning.</param>
/// <param name="What">A fault's name; or <c>sun W</c>, <c>load A A A</c>, <c>mode WORD</c>, <c>limit TEXT</c>.</param>
/// <param name="Lasts">For how long, in seconds; a fault ends with its trouble time at the latest.</param>
/// <param name="Charger">The wallbox that it strikes, counted from 0 and over again.</param>
/// <param name="Seed">The event's own chance.</param>
internal sealed record ScheduleEvent(double At, string What, double Lasts = 0, int Charger = 0, int Seed = 0)
{
    /// <summary>True for a fault.</summary>
    internal bool IsFault => FaultCatalogue.ByName.ContainsKey(What);

    /// <summary>As C# text.</summary>
    internal string Literal() => IsFault
        ? string.Create(CultureInfo.InvariantCulture, $"new({At:0.###}, \"{What}\", {Lasts:0.###}, {Charger}, {Seed}),")
        : string.Create(CultureInfo.InvariantCulture, $"new({At:0.###}, \"{What}\"),");
}
