using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04DecoderTests
{
    [Theory]
    [InlineData("454D 5330 3100", "EMS01")]
    [InlineData("0045 004D 0053 0030", "EMS0")]
    [InlineData("0000 0000", null)]
    [InlineData("2020 4100", "A")]
    [InlineData("FFFF 4142 0A0D", "AB")]
    public void Text_TwoLettersOrOneAWord_IsRead(string hex, string? expected) =>
        Assert.Equal(expected, Evc04Decoder.Text(Bytes(hex)));

    [Theory]
    [InlineData("0001", 1u)]
    [InlineData("0001 0000", 65_536u)]
    [InlineData("0000 0001", 1u)]
    [InlineData("FFFF FFFF", uint.MaxValue)]
    public void Number_Words_HighWordFirst(string hex, uint expected) => Assert.Equal(expected, Evc04Decoder.Number(Bytes(hex)));

    [Fact]
    public void Reading_NothingRead_IsUnknown() => Assert.Equal(new ChargerReading(), Evc04Decoder.Reading(new Evc04Image()));

    [Fact]
    public void Reading_Registers_AreDecoded()
    {
        var image = new Evc04Image();
        image.Take(new(1000, 3, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("0002 0001 0001"));
        image.Take(new(1006, 3, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("0000 0000 5DC0"));
        image.Take(new(1014, 1, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("00E7"));
        image.Take(new(1016, 1, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("FFFF"));
        image.Take(new(1020, 2, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("0000 40B8"));
        image.Take(new(1036, 2, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("0000 3039"));
        image.Take(new(1502, 4, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes("0000 1388 0001 E240"));
        var reading = Evc04Decoder.Reading(image);

        Assert.Equal((ChargerState.Charging, true, false), (reading.State!.Value, reading.Charging!.Value, reading.Faulted));
        Assert.Equal(24, reading.Current.L1!.Value.Value);
        Assert.Null(reading.Current.L2);
        Assert.Equal(231, reading.Voltage.L1!.Value.Value);
        Assert.Null(reading.Voltage.L2);
        Assert.Equal(16_568, reading.Power!.Value.Value);
        Assert.Equal(1_234_500, reading.EnergyTotal!.Value.Value);
        Assert.Equal(5000, reading.SessionEnergy!.Value.Value);
    }

    [Theory]
    [InlineData("0009 0002 0001", null, null, false)]
    [InlineData("0008 0000 0001", ChargerState.Faulted, false, true)]
    [InlineData("0000 0000 0002", ChargerState.Available, false, true)]
    public void Reading_State_OutOfRangeIsUnknown(string hex, ChargerState? state, bool? charging, bool faulted)
    {
        var image = new Evc04Image();
        image.Take(new(1000, 3, Balancer.Modbus.ModbusFunction.ReadInputRegisters), Bytes(hex));
        var reading = Evc04Decoder.Reading(image);
        Assert.Equal((state, charging, faulted), (reading.State, reading.Charging, reading.Faulted));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
