using System.Buffers.Binary;
using System.Text;
using CsCheck;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

/// <summary>Any words are decoded, and into nothing that cannot be.</summary>
public sealed class Evc04DecoderPropertyTests
{
    private const int Iterations = 2000;
    private static readonly Gen<uint> s_number = Gen.OneOf(Gen.UInt, Gen.UInt[0, 70_000], Gen.UInt[0, 400], Gen.UInt[0, 9]);
    private static readonly Gen<uint[]> s_registers = s_number.Array[Evc04Registers.All.Length];

    [Fact]
    public void Reading_AnyWords_IsWithinBounds() => s_registers.Sample(numbers =>
    {
        var reading = Evc04Decoder.Reading(Image(numbers));
        Assert.True(reading.State is null || Enum.IsDefined(reading.State.Value));
        foreach (var volts in new[] { reading.Voltage.L1, reading.Voltage.L2, reading.Voltage.L3 })
            Assert.True(volts is null or { Value: >= 0 and <= 300 });
        foreach (var watts in new[] { reading.Power, reading.PhasePower.L1, reading.PhasePower.L2, reading.PhasePower.L3 })
            Assert.True(watts is null or { Value: >= 0 and <= 72_000 });
        foreach (var amperes in new[] { reading.Current.L1, reading.Current.L2, reading.Current.L3 })
            Assert.True(amperes is { Value: >= 0 and <= 65.535 });
        Assert.True(reading.MinCurrent is null or { Value: >= 6 and <= 80 });
        Assert.True(reading.MaxCurrent is null or { Value: > 0 and <= 80 });
        foreach (var amperes in new[] { reading.CableMaxCurrent, reading.SessionMaxCurrent })
            Assert.True(amperes is null or { Value: >= 6 and <= 80 });
        Assert.True(reading.SetpointReadBack is { Value: >= 0 and <= ushort.MaxValue } whole && double.IsInteger(whole.Value));
        Assert.True(reading.EnergyTotal is { Value: >= 0 } && reading.SessionEnergy is { Value: >= 0 } && reading.SessionDuration >= TimeSpan.Zero);
        Assert.True(Evc04Decoder.Identity(Image(numbers)).Phases is null or 1 or 3);
    }, iter: Iterations);

    [Fact]
    public void Reading_WordsOfPossibleValues_AreThoseValues() => s_registers.Sample(numbers =>
    {
        var reading = Evc04Decoder.Reading(Image(numbers));
        var reported = Evc04Registers.All.Zip(numbers).ToDictionary(pair => pair.First, pair => pair.First.Count == 1 ? pair.Second & 0xFFFF : pair.Second);
        Assert.Equal(reported[Evc04Registers.ChargepointState] is <= 8 and var state ? (ChargerState)state : null, reading.State);
        Assert.Equal(reported[Evc04Registers.VoltageL2] is <= 300 and var volts ? volts : null, reading.Voltage.L2?.Value);
        Assert.Equal(reported[Evc04Registers.Power] is <= 72_000 and var watts ? watts : null, reading.Power?.Value);
        Assert.Equal(reported[Evc04Registers.CurrentL3] / 1000d, reading.Current.L3!.Value.Value);
        Assert.Equal(reported[Evc04Registers.Meter] * 100d, reading.EnergyTotal!.Value.Value);
        Assert.Equal(reported[Evc04Registers.SessionDuration], reading.SessionDuration!.Value.TotalSeconds);
        Assert.Equal(reported[Evc04Registers.ChargingCurrent], reading.SetpointReadBack!.Value.Value);
        Assert.Equal(reported[Evc04Registers.MinCurrent] is >= 6 and <= 80 and var least ? least : null, reading.MinCurrent?.Value);
        Assert.Equal(reported[Evc04Registers.MaxCurrent] is > 0 and <= 80 and var highest ? highest : null, reading.MaxCurrent?.Value);
        Assert.Equal(reported[Evc04Registers.FaultCode], reading.FaultCode);
    }, iter: Iterations);

    [Fact]
    public void Text_AnyName_IsReadInBothWidths() => Gen.Select(Gen.String[Gen.Char[' ', '~'], 0, 25], Gen.Bool, Gen.Int[0, 9]).Sample((name, wide, padding) =>
    {
        var letters = wide ? Encoding.BigEndianUnicode.GetBytes(name) : Encoding.ASCII.GetBytes(name + (name.Length % 2 == 1 ? "\0" : ""));
        Assert.Equal(name.Trim() is { Length: > 0 } text ? text : null, Evc04Decoder.Text([.. letters, .. new byte[padding * 2]]));
    }, iter: Iterations);

    [Fact]
    public void Text_AnyBytes_CanBePrinted() =>
        Gen.Byte.Array[0, 100].Sample(bytes => Assert.True(Evc04Decoder.Text(bytes) is not { } text || (text.Length > 0 && text.All(c => c is >= ' ' and <= '~'))), iter: Iterations);

    private static Evc04Image Image(uint[] numbers)
    {
        var image = new Evc04Image();
        foreach (var (register, number) in Evc04Registers.All.Zip(numbers))
        {
            var words = new byte[Math.Max(register.Count * 2, 4)];
            BinaryPrimitives.WriteUInt32BigEndian(words.AsSpan(words.Length - 4), number);
            image.Take(register, words.AsSpan(words.Length - (register.Count * 2)));
        }

        return image;
    }
}
