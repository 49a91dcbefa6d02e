using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>Reads <c>chargers</c>, and holds them against each other and the cap.</summary>
internal static class ChargersBinder
{
    private const int Most = 16;

    /// <summary>All chargers.</summary>
    /// <param name="root">The whole configuration.</param>
    /// <param name="cap">The grid's cap.</param>
    /// <param name="inverter">Its sources may share a serial line with them.</param>
    /// <param name="modules">The kinds of wallboxes.</param>
    internal static ImmutableArray<ChargerOptions> Bind(SectionReader root, GridCap cap, InverterOptions inverter, DeviceModules modules)
    {
        var sections = root.List("chargers", Most);
        if (sections.Count == 0 && root.IsSound("chargers"))
            root.Refuse("chargers", root.Has("chargers") ? "no charger" : "missing", "one or more, such as \"- url: tcp://192.0.2.8:502\"");
        ImmutableArray<ChargerOptions> chargers = [.. sections.Select(section => ChargerBinder.Bind(section, isOnly: sections.Count == 1, modules))];
        CheckIds(sections, chargers);
        SerialLineRule.Check(sections, chargers, inverter);
        if (root.IsSound("grid"))
            FailsafeRule.Check(root, sections, chargers, cap);
        return chargers;
    }

    private static void CheckIds(IReadOnlyList<SectionReader> sections, ImmutableArray<ChargerOptions> chargers)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < chargers.Length; i++)
        {
            var (section, id) = (sections[i], chargers[i].Id);
            if (section.Has("id") && section.IsSound("id") && !seen.TryAdd(id, section.Path))
                section.Refuse("id", $"\"{id}\" is also the id of {seen[id]}", "a different id for each charger");
        }
    }
}
