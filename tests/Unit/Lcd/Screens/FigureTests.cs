using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Tests.Unit.Lcd.Screens;

public sealed class FigureTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    [InlineData(0.0, "0.0")]
    [InlineData(-4.0, "0.0")]
    [InlineData(-49.9, "0.0")]
    [InlineData(-1250.0, "-1.3")]
    [InlineData(50.0, "0.1")]
    [InlineData(11040.0, "11.0")]
    [InlineData(16640.0, "16.6")]
    [InlineData(99949.0, "99.9")]
    [InlineData(99950.0, "100")]
    [InlineData(130400.0, "130")]
    [InlineData(1e12, "9999")]
    [InlineData(-1e12, "-9999")]
    public void Figure_Watts_AreKilowattsThatFit(double? watts, string expected) =>
        Assert.Equal(expected, Figure.Format(watts, new char[Figure.MostCharacters]).ToString());
}
