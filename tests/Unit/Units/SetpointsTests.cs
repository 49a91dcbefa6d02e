using CsCheck;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Units;

public sealed class SetpointsTests
{
    [Theory]
    [InlineData(11_040, 3, 230, 16)]
    [InlineData(11_039.999, 3, 230, 15)]
    [InlineData(16_640, 3, 230, 24)]
    [InlineData(20_940, 3, 230, 30)]
    [InlineData(0, 3, 230, 0)]
    [InlineData(-5, 3, 230, 0)]
    [InlineData(4_200, 3, 230, 6)]
    [InlineData(4_200, 1, 230, 18)]
    [InlineData(double.NaN, 3, 230, 0)]
    public void WholeAmperes_Power_IsCutDown(double watts, int phases, double volts, int expected) =>
        Assert.Equal(expected, Setpoints.WholeAmperes(new Watts(watts), phases, new Volts(volts)));

    [Fact]
    public void WholeAmperes_AnyPower_IsTheLargestThatFits() =>
        Gen.Select(Gen.Double[0, 100_000], Gen.Int[1, 3], Gen.Double[200, 260]).Sample((watts, phases, volts) =>
        {
            var amperes = Setpoints.WholeAmperes(new Watts(watts), phases, new Volts(volts));
            Assert.True((double)amperes * phases * volts <= watts);
            Assert.True((amperes + 1d) * phases * volts > watts);
        });

    // Here the division gives 10 exactly, and 10 A would be a bit too much.
    [Fact]
    public void WholeAmperes_ABitBelowAWholeNumber_IsTheOneBelow()
    {
        var power = Math.BitDecrement(10d * 1 * 200.1);
        Assert.Equal(10, power / 200.1);
        Assert.Equal(9, Setpoints.WholeAmperes(new Watts(power), 1, new Volts(200.1)));
    }

    [Fact]
    public void WholeAmperes_PowerOfWholeAmperes_IsThatNumber() =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[1, 3], Gen.Double[200, 260]).Sample((amperes, phases, volts) =>
            Assert.Equal(amperes, Setpoints.WholeAmperes(Setpoints.PowerOf(new Amperes(amperes), phases, new Volts(volts)), phases, new Volts(volts))));
}
