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
        Take(image, 1000, "0002 0001 0001");
        Take(image, 1006, "0000 0000 5DC0");
        Take(image, 1014, "00E7");
        Take(image, 1016, "FFFF");
        Take(image, 1020, "0000 40B8");
        Take(image, 1036, "0000 3039");
        Take(image, 1502, "0000 1388 0001 E240");
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
        Take(image, 1000, hex);
        var reading = Evc04Decoder.Reading(image);
        Assert.Equal((state, charging, faulted), (reading.State, reading.Charging, reading.Faulted));
    }

    [Theory]
    [InlineData("0000", "15F4", true)]
    [InlineData("0000", "03E7", false)]
    [InlineData("0001", "0000", true)]
    public void Reading_PhaseCarriesCurrent_ChargesWhateverTheStateSays(string state, string milliamperes, bool charging)
    {
        var image = new Evc04Image();
        Take(image, 1001, state);
        Take(image, 1010, milliamperes);
        Assert.Equal(charging, Evc04Decoder.Reading(image).Charging);
    }

    [Theory]
    [InlineData("0000", null)]
    [InlineData("0005", null)]
    [InlineData("0014", 20.0)]
    [InlineData("FFFF", null)]
    public void Reading_CableAndSessionCurrent_CountWherePlausible(string words, double? amperes)
    {
        var image = new Evc04Image();
        Take(image, 1100, words);
        Take(image, 1106, words);
        var reading = Evc04Decoder.Reading(image);
        Assert.Equal((amperes, amperes), (reading.SessionMaxCurrent?.Value, reading.CableMaxCurrent?.Value));
    }

    [Fact]
    public void Image_ValuesThatAreTooOld_AreUnknown()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var image = new Evc04Image(time);
        Take(image, 1008, "3E80");
        Take(image, 1036, "0000 0001");
        Take(image, 210, "4142 0000 0000 0000 0000");
        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.NotNull(Evc04Decoder.Reading(image).Current.L1);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(Evc04Decoder.Reading(image).Current.L1);
        Assert.NotNull(Evc04Decoder.Reading(image).EnergyTotal);
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(Evc04Decoder.Reading(image).EnergyTotal);
        Assert.Equal("AB", Evc04Decoder.Identity(image).Model);
    }

    // Every row that begins within the words.
    private static void Take(Evc04Image image, int address, string hex)
    {
        var words = Bytes(hex);
        foreach (var register in Evc04Registers.All.Where(register => register.Address >= address && register.Address + register.Count <= address + (words.Length / 2)))
            image.Take(register, words.AsSpan((register.Address - address) * 2, register.Count * 2));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
