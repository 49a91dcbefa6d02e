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
        (string Key, bool Asked)[] sources =
        [
            ("inverter.httpPush", options.Inverter.HttpPush is not null),
            ("inverter.solarApi", options.Inverter.SolarApi is not null),
            ("inverter.file", options.Inverter.File is not null),
            ("inverter.sunSpec", options.Inverter.SunSpec is not null),
        ];
        foreach (var (key, _) in sources.Where(source => source.Asked))
            yield return new ConfigurationFault(key, Found, "inverter.ftp", where);
    }
}
