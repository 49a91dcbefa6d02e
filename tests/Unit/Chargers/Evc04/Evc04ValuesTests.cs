using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04ValuesTests
{
    [Theory]
    [InlineData(290, "0003 FC07", "2026-11-27", null)]
    [InlineData(290, "0003 FCEA", "261354 (no date)", null)]
    [InlineData(290, "0000 0000", "0 (no date)", null)]
    [InlineData(290, "FFFF FFFF", "4294967295 (no date)", null)]
    [InlineData(294, "0001 FDCD", "13:05:09", null)]
    [InlineData(294, "0000 01F9", "00:05:05", null)]
    [InlineData(294, "0003 A9D4", "240084 (no time of day)", null)]
    [InlineData(1512, "0000 0000", "00:00:00 (midnight, or none yet)", null)]
    [InlineData(400, "0000 2AF8", "11000", "W")]
    [InlineData(404, "0001", "3 phases", null)]
    [InlineData(404, "0002", "2 (not in the vendor's table)", null)]
    [InlineData(1000, "0003", "suspended-evse", null)]
    [InlineData(1000, "0009", "9 (not in the vendor's table)", null)]
    [InlineData(1001, "0001", "charging", null)]
    [InlineData(1002, "0004", "updating", null)]
    [InlineData(1004, "0003", "cable and vehicle, locked", null)]
    [InlineData(1006, "0000 0000", "0 (no fault)", null)]
    [InlineData(1006, "0001 0002", "65538", null)]
    [InlineData(1008, "3E94", "16.02", "A")]
    [InlineData(1014, "00E6", "230", "V")]
    [InlineData(1036, "0001 0001", "6553.7", "kWh")]
    [InlineData(2002, "0000", "0 (means 20 s)", "s")]
    [InlineData(2002, "0014", "20", "s")]
    [InlineData(6000, "0001", "given", null)]
    [InlineData(405, "0000", "1 phase", null)]
    public void Of_Words_SaysWhatTheyMean(ushort address, string words, string expected, string? unit)
    {
        var register = Evc04Registers.All.Single(register => register.Address == address);
        var value = Evc04Values.Of(register, Convert.FromHexString(words.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal((expected, unit), (value.ToString(), value.Unit));
    }

    [Theory]
    [InlineData("5665 7374 656C 0000 0000", "Vestel")]
    [InlineData("0056 0065 0073 0074 0065 006C 0000", "Vestel")]
    [InlineData("0000 0000", "(empty)")]
    public void Of_Text_ReadsBothWays(string words, string expected) =>
        Assert.Equal(expected, Evc04Values.Of(Evc04Registers.Brand, Convert.FromHexString(words.Replace(" ", "", StringComparison.Ordinal))).ToString());

    [Fact]
    public void Of_AnyNumber_IsNeverHidden()
    {
        foreach (var register in Evc04Registers.All.Where(register => register.Type != RegisterType.Text))
        {
            foreach (var fill in new byte[] { 0x00, 0x01, 0x7F, 0x80, 0xFF })
            {
                var words = Enumerable.Repeat(fill, register.Count * 2).ToArray();
                Assert.NotEqual("", Evc04Values.Of(register, words).ToString());
            }
        }
    }
}
