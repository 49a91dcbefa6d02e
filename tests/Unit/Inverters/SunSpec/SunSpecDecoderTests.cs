using CsCheck;
using WallboxMqtt.Balancer.Inverters.SunSpec;

namespace WallboxMqtt.Tests.Unit.Inverters.SunSpec;

public sealed class SunSpecDecoderTests
{
    [Theory]
    [InlineData("14=15E0 0000, 24=0144 2D76 0000, 38=0004", 5600d, 21_245_302d, false)]
    [InlineData("14=0230 0001, 38=0004", 5600d, null, false)]
    [InlineData("14=7D00 FFFF, 38=0005", 3200d, null, false)]
    [InlineData("14=0378 FFFE, 38=0004", 8.88d, null, false)]
    [InlineData("14=FFEC 0000, 38=0004", -20d, null, false)]
    [InlineData("14=FFFF 0000, 38=0004", -1d, null, false)]
    [InlineData("14=8000 8000, 24=0000 0000 8000, 38=FFFF", 0d, null, true)]
    [InlineData("14=8000 0000, 24=0000 0064 0001, 38=0004", 0d, 1000d, true)]
    [InlineData("14=0000 0000, 24=0000 0064 0000, 38=0002", 0d, 100d, true)]
    [InlineData("14=0005 0000, 24=FFFF FFFF 8000, 38=0001", 0d, null, true)]
    [InlineData("14=0000 0000, 24=8000 0000 0000, 38=0003", 0d, null, false)]
    [InlineData("14=0000 0000, 24=0000 0064 0000, 38=0007", 0d, 100d, false)]
    [InlineData("14=03E8 0000, 38=0007", 1000d, null, false)]
    public void Inverter_Integers_AreScaled(string words, double power, double? energy, bool night)
    {
        foreach (var id in new[] { 101, 102, 103 })
        {
            var figures = SunSpecDecoder.Inverter(SunSpecModels.IntegerInverter, Blocks.Of(id, 50, words));
            Assert.Equal((power, energy, night), (figures.Power.Value, figures.Energy?.Value, figures.Night));
        }
    }

    [Theory]
    [InlineData("22=45AF 0000, 32=4BA2 16BB, 48=0004", 5600d, 21_245_302d, false)]
    [InlineData("22=C1A0 0000, 48=0004", -20d, null, false)]
    [InlineData("22=7FC0 0000, 32=7FC0 0000, 48=FFFF", 0d, null, true)]
    [InlineData("22=7FC0 0000, 32=4BA2 16BB, 48=0004", 0d, 21_245_302d, true)]
    [InlineData("22=FFC0 0001, 48=0004", 0d, null, true)]
    [InlineData("22=4120 0000, 48=0002", 0d, null, true)]
    [InlineData("22=0000 0000, 32=42C8 0000, 48=0007", 0d, 100d, false)]
    public void Inverter_Floats_AreRead(string words, double power, double? energy, bool night)
    {
        var figures = SunSpecDecoder.Inverter(SunSpecModels.FloatInverter, Blocks.Of(113, 60, words));
        Assert.Equal((power, energy, night), (figures.Power.Value, figures.Energy?.Value, figures.Night));
    }

    [Theory]
    [InlineData(103, "14=15E0 000B, 38=0004", "the scale factor of W is 11; allowed: -10 to 10")]
    [InlineData(103, "14=15E0 FFF5, 38=0004", "the scale factor of W is -11; allowed: -10 to 10")]
    [InlineData(103, "14=15E0 8000, 38=0004", "the scale factor of W is not implemented")]
    [InlineData(103, "14=15E0 0000, 24=0000 0001 0020, 38=0004", "the scale factor of WH is 32; allowed: -10 to 10")]
    [InlineData(103, "14=15E0 0000, 24=0144 2D76 000A, 38=0004", "WH is 2.12453e+17 Wh; allowed: 0 Wh to 1e+12 Wh")]
    [InlineData(103, "38=0007", "operating state 7 (fault) and nothing but zeros")]
    [InlineData(113, "48=0007", "operating state 7 (fault) and nothing but zeros")]
    [InlineData(113, "22=7F80 0000, 48=0004", "W is infinite")]
    [InlineData(113, "22=45AF 0000, 32=FF80 0000, 48=0004", "WH is infinite")]
    [InlineData(113, "22=45AF 0000, 32=C1A0 0000, 48=0004", "WH is -20 Wh; allowed: 0 Wh to 1e+12 Wh")]
    public void Inverter_NotCredible_IsRefused(int id, string words, string fault)
    {
        var model = SunSpecModels.Inverters.Single(model => model.Has((ushort)id));
        var refused = Assert.Throws<SunSpecReadingException>(() => SunSpecDecoder.Inverter(model, Blocks.Of(id, model.Length, words)));
        Assert.Equal(fault, refused.Message);
    }

    // The current's sign is that of the phase's power, whether or not the meter gives it one.
    [Theory]
    [InlineData(203, "3=012C 00C8 FF9C FFFF, 18=03E8 02BC 0190 FF9C 0000", 1000d, new[] { 30d, 20d, -10d })]
    [InlineData(201, "3=FED4 00C8 0064 FFFF, 18=FC18 FD44 FE70 0000 0000", -1000d, new[] { -30d, -20d, 10d })]
    [InlineData(204, "3=012C 8000 0064 FFFF, 18=0064 0001 0001 0001 0001", 1000d, null)]
    [InlineData(202, "3=012C 0064 0064 FFFF, 18=0064 0001 8000 0001 0001", 1000d, null)]
    [InlineData(213, "4=41F0 0000 C1A0 0000 4120 0000, 28=C47A 0000 C42F 0000 C3C8 0000 42C8 0000", -1000d, new[] { -30d, -20d, 10d })]
    [InlineData(211, "4=41F0 0000 7FC0 0000 7FC0 0000, 28=447A 0000 447A 0000 7FC0 0000 7FC0 0000", 1000d, null)]
    public void Meter_Block_IsImportPositive(int id, string words, double power, double[]? current)
    {
        var model = SunSpecModels.Meters.Single(model => model.Has((ushort)id));
        var figures = SunSpecDecoder.Meter(model, Blocks.Of(id, model.Length, words));
        Assert.Equal(power, figures.Power.Value);
        Assert.Equal(current, figures.Current is { } amperes ? [amperes.L1.Value, amperes.L2.Value, amperes.L3.Value] : null);
    }

    [Theory]
    [InlineData(203, "18=8000, 22=0000", "the meter's W is not implemented")]
    [InlineData(203, "18=03E8, 22=8000", "the scale factor of W is not implemented")]
    [InlineData(203, "18=03E8, 22=0004", "the meter's W is 1e+07 W; allowed: -1e+06 W to 1e+06 W")]
    [InlineData(203, "3=7FFF 0001 0001 0001, 18=03E8 0001 0001 0001 0000", "the meter's AphA is 327670 A; allowed: up to 10000 A")]
    [InlineData(213, "28=7FC0 0000", "the meter's W is not implemented")]
    [InlineData(213, "28=FF80 0000", "W is infinite")]
    public void Meter_NotCredible_IsRefused(int id, string words, string fault)
    {
        var model = SunSpecModels.Meters.Single(model => model.Has((ushort)id));
        Assert.Equal(fault, Assert.Throws<SunSpecReadingException>(() => SunSpecDecoder.Meter(model, Blocks.Of(id, model.Length, words))).Message);
    }

    /// <summary>The models' definitions as SunSpec publishes them, written down a second time.</summary>
    [Fact]
    public void Tables_Offsets_AreThoseOfSunSpec()
    {
        static string Table(SunSpecModel model) =>
            $"{model.First}-{model.Last}/{model.Length}: {string.Join(' ', model.Points.Select(p => $"{p.Name}@{p.Offset}{(p.ScaleOffset is { } scale ? $"^{scale}" : "")}"))}; {model.Registers}";

        Assert.Equal(
            [
                "101-103/50: W@14^15 WH@24^26 St@38; 39",
                "111-113/60: W@22 WH@32 St@48; 49",
                "201-204/105: W@18^22 AphA@3^6 AphB@4^6 AphC@5^6 WphA@19^22 WphB@20^22 WphC@21^22; 23",
                "211-214/124: W@28 AphA@4 AphB@6 AphC@8 WphA@30 WphB@32 WphC@34; 36",
            ],
            SunSpecModels.Inverters.Concat(SunSpecModels.Meters).Select(Table));
    }

    [Fact]
    public void Decoder_AnyBlock_GivesFiniteFiguresOrRefuses() =>
        Gen.Select(Gen.Int[0, 3], Gen.Byte.Array[256], Gen.Int[-3, 3]).Sample((which, block, scale) =>
        {
            var model = SunSpecModels.Inverters.Concat(SunSpecModels.Meters).ElementAt(which);
            // Random scale factors would be refused nearly always: half of the blocks have sound ones.
            foreach (var at in block[0] % 2 == 0 ? model.Points.Select(point => point.ScaleOffset).OfType<int>() : [])
                (block[at * 2], block[(at * 2) + 1]) = ((byte)(scale >> 8), (byte)scale);
            try
            {
                if (model.Energy is null)
                {
                    var figures = SunSpecDecoder.Meter(model, block);
                    Assert.InRange(figures.Power.Value, -1e6, 1e6);
                    if (figures.Current is { } amperes)
                        Assert.All([amperes.L1.Value, amperes.L2.Value, amperes.L3.Value], ampere => Assert.InRange(ampere, -1e4, 1e4));
                }
                else
                {
                    var figures = SunSpecDecoder.Inverter(model, block);
                    Assert.True(double.IsFinite(figures.Power.Value) && (!figures.Night || figures.Power.Value == 0));
                    Assert.True(figures.Energy is not { } energy || energy.Value is > 0 and <= 1e12);
                }
            }
            catch (SunSpecReadingException refused)
            {
                Assert.DoesNotContain(refused.Message, char.IsControl);
            }
        });
}
