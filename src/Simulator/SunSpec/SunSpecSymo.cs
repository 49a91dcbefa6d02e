using System.Buffers.Binary;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Simulator.SunSpec;

/// <summary>
/// A Symo as Modbus sees it through its Datamanager: the SunSpec map of the inverter on one unit, that of the meter at the grid
/// connection on another. It takes no writes, and counts them.
/// </summary>
public sealed class SunSpecSymo(SimulatedSymo symo, SunSpecSymoOptions options) : IModbusDevice
{
    private const byte IllegalFunction = 1;
    private const byte IllegalAddress = 2;
    private const byte IllegalValue = 3;
    private const double Voltage = 230;

    private int _refusedFunctions;

    /// <summary>Requests that were no reads (function 3).</summary>
    public int RefusedFunctions => Volatile.Read(ref _refusedFunctions);

    /// <inheritdoc />
    public int Answer(byte unit, ReadOnlySpan<byte> request, Span<byte> reply)
    {
        if (unit != options.Unit && unit != options.MeterUnit)
            return options.AbsentUnit is { } code && !request.IsEmpty ? Refuse(request[0], code, reply) : 0;
        if (request is not [3, _, _, _, _])
        {
            Interlocked.Increment(ref _refusedFunctions);
            return Refuse(request.IsEmpty ? (byte)0 : request[0], IllegalFunction, reply);
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        if (count is 0 or > 125)
            return Refuse(3, IllegalValue, reply);
        var words = unit == options.Unit ? Inverter() : Meter();
        var address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
        for (var i = 0; i < count; i++)
        {
            if (words.At(address + i) is not { } word)
                return Refuse(3, IllegalAddress, reply);
            BinaryPrimitives.WriteUInt16BigEndian(reply[(2 + (i * 2))..], word);
        }

        reply[0] = 3;
        reply[1] = (byte)(count * 2);
        return 2 + (count * 2);
    }

    private static int Refuse(byte function, byte code, Span<byte> reply)
    {
        reply[0] = (byte)(function | 0x80);
        reply[1] = code;
        return 2;
    }

    private SunSpecWords Common(string model, string serial, byte unit) => new SunSpecWords()
        .Model(1, options.CommonLength)
        .Text(2, 16, "Fronius").Text(18, 16, model).Text(42, 8, "3.30.1-1").Text(50, 16, serial).Put(66, unit);

    private SunSpecWords Inverter()
    {
        var (power, asleep, energy) = (symo.Power, symo.IsAsleep, symo.EnergyTotal);
        var words = Common("Symo 10.0-3-M", "29301000", options.Unit);
        var state = (ushort)(asleep ? 2 : 4);
        if (options.Float)
        {
            words.Model(113, 60).Real(2, power / Voltage);
            foreach (var phase in new[] { 0, 1, 2 })
                words.Real(4 + (phase * 2), power / 3 / Voltage).Real(16 + (phase * 2), Voltage);
            words.Real(22, asleep ? double.NaN : power).Real(24, 50).Real(32, energy).Put(48, state, state);
        }
        else
        {
            // Power in W, or in tens of W where that does not fit.
            var scale = power > short.MaxValue ? 1 : 0;
            words.Model(103, 50).Put(2, Hundredths(power / Voltage)).Put(6, 0xFFFE).Put(10, 2300, 2300, 2300).Put(13, 0xFFFF);
            foreach (var phase in new[] { 3, 4, 5 })
                words.Put(phase, Hundredths(power / 3 / Voltage));
            words.Put(14, asleep ? (ushort)0x8000 : Signed(power / Math.Pow(10, scale)), (ushort)scale)
                .Put(16, 5000, 0xFFFE).Long(24, (uint)energy).Put(26, 0).Put(38, state, state);
        }

        return words.Model(120, 26, 0xFFFF).Model(160, 48, 0xFFFF).End();
    }

    private SunSpecWords Meter()
    {
        var grid = symo.Load - symo.Power;
        var words = Common("Smart Meter 63A", "18460377", options.MeterUnit!.Value);
        if (options.Float)
        {
            words.Model(213, 124).Real(2, Math.Abs(grid) / Voltage).Real(26, 50).Real(28, grid);
            foreach (var phase in new[] { 0, 1, 2 })
                words.Real(4 + (phase * 2), Math.Abs(grid) / 3 / Voltage).Real(12 + (phase * 2), Voltage).Real(30 + (phase * 2), grid / 3);
            return words.End();
        }

        var scale = Math.Abs(grid) > short.MaxValue ? 1 : 0;
        words.Model(203, 105).Put(2, Hundredths(Math.Abs(grid) / Voltage)).Put(6, 0xFFFE).Put(18, Signed(grid / Math.Pow(10, scale))).Put(22, (ushort)scale);
        foreach (var phase in new[] { 0, 1, 2 })
            words.Put(3 + phase, Hundredths(Math.Abs(grid) / 3 / Voltage)).Put(19 + phase, Signed(grid / 3 / Math.Pow(10, scale)));
        return words.End();
    }

    private static ushort Signed(double number) => (ushort)(short)Math.Round(number);

    private static ushort Hundredths(double number) => (ushort)Math.Min(Math.Round(number * 100), ushort.MaxValue);
}
