using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Service;

/// <summary>
/// What a sound configuration may ask for and this version cannot do. It is refused at the start: passed over in silence, an
/// inverter would seem to be connected that is not.
/// </summary>
internal static class NotYet
{
    private const string Found = "this version cannot do that yet";

    /// <summary>One fault for each.</summary>
    internal static IEnumerable<ConfigurationFault> Faults(WallboxOptions options, string? file)
    {
        var where = file ?? "environment";
        if (options.Inverter.SunSpec is { Url.Scheme: "rtu" })
            yield return new ConfigurationFault("inverter.sunSpec.url", Found, "tcp://host:port", where);
        for (var i = 0; i < options.Chargers.Length; i++)
        {
            if (options.Chargers[i].Url.Scheme == "rtu")
                yield return new ConfigurationFault($"chargers[{i}].url", Found, "tcp://host:port", where);
        }
    }
}
