using System.Buffers.Binary;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.SunSpec;

namespace WallboxMqtt.Tests.Safety.Fuzz.SunSpec;

/// <summary>The maps of the simulated inverter and its meter, both model types.</summary>
internal static class SunSpecMaps
{
    private static readonly Dictionary<byte, byte[]>[] s_maps = [Read(real: false), Read(real: true)];

    /// <summary>Copies, to be changed.</summary>
    internal static Dictionary<byte, byte[]> Fresh(bool real) => s_maps[real ? 1 : 0].ToDictionary(map => map.Key, map => map.Value.ToArray());

    private static Dictionary<byte, byte[]> Read(bool real)
    {
        var symo = new SunSpecSymo(
            new SimulatedSymo(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System), new SunSpecSymoOptions { Float = real });
        return new() { [1] = Read(symo, 1), [240] = Read(symo, 240) };
    }

    private static byte[] Read(SunSpecSymo symo, byte unit)
    {
        var map = new List<byte>();
        byte[] request = [3, 0, 0, 0, 1];
        var reply = new byte[253];
        for (ushort address = 40000; ; address++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(1), address);
            if (symo.Answer(unit, request, reply) != 4)
                return [.. map];
            map.AddRange(reply[2..4]);
        }
    }
}
