using System.Collections.Immutable;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>What shares a serial line, in this machine or behind a converter: one setting of the port, and a unit for each.</summary>
internal static class SerialLineRule
{
    internal static void Check(IReadOnlyList<SectionReader> sections, ImmutableArray<ChargerOptions> chargers, SunSpecOptions? sunSpec)
    {
        var seen = new List<(string Path, Uri Url, byte Unit)>();
        if (sunSpec is { Url.Scheme: "rtu" or "rtu+tcp" })
            seen.AddRange(sunSpec.Units.Concat(sunSpec.MeterUnits).Select(unit => ("inverter.sunSpec", sunSpec.Url, unit)));
        for (var i = 0; i < chargers.Length; i++)
        {
            var (section, url, unit) = (sections[i], chargers[i].Url, chargers[i].Unit);
            if (url.Scheme is not ("rtu" or "rtu+tcp"))
                continue;
            var device = Line(url);
            foreach (var other in seen.Where(other => Line(other.Url) == device))
            {
                if (other.Url.PathAndQuery != url.PathAndQuery)
                    section.Refuse("url", $"{device} has other settings in {other.Path}.url", $"on one line the same as there: {other.Url.AbsoluteUri}");
                else if (other.Unit == unit)
                    section.Refuse("unit", $"{unit} is also the unit of {other.Path} on {device}", "a different unit for each device on a line");
            }

            seen.Add((section.Path, url, unit));
        }
    }

    private static string Line(Uri url) => url.Scheme == "rtu" ? SerialUrl.Parts(url).Path : url.OriginalString;
}
