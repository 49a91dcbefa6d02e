using System.Collections.Immutable;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>What shares a serial line, in this machine or behind a converter: one setting of the port, and a unit for each.</summary>
internal static class SerialLineRule
{
    internal static void Check(IReadOnlyList<SectionReader> sections, ImmutableArray<ChargerOptions> chargers, InverterOptions inverter)
    {
        var seen = new List<(string Path, ModbusUnit Device)>();
        seen.AddRange(inverter.Sources.SelectMany(source => source.Units.Select(unit => ($"inverter.{source.Module.Key}", unit))));
        for (var i = 0; i < chargers.Length; i++)
        {
            if (chargers[i].Device.Unit is not { Address.Line: { } line } device)
                continue;
            var section = sections[i];
            foreach (var other in seen.Where(other => other.Device.Address.Line == line))
            {
                if (other.Device.Address != device.Address)
                    section.Refuse("url", $"{line} has other settings in {other.Path}.url", $"on one line the same as there: {other.Device.Address.Url.AbsoluteUri}");
                else if (other.Device.Unit == device.Unit)
                    section.Refuse("unit", $"{device.Unit} is also the unit of {other.Path} on {line}", "a different unit for each device on a line");
            }

            seen.Add((section.Path, device));
        }
    }
}
