using CsCheck;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Units;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("11 kW", 11_000)]
    [InlineData("11kw", 11_000)]
    [InlineData(" 9900 ", 9900)]
    [InlineData("-5 W", -5)]
    [InlineData("4.2kW", 4200)]
    public void TryParse_Watts_AreRead(string text, double expected)
    {
        Assert.True(Watts.TryParse(text, out var watts));
        Assert.Equal(expected, watts.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("W")]
    [InlineData("11 kVA")]
    [InlineData("1,5 W")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1 W W")]
    [InlineData("1-2")]
    [InlineData("0x10")]
    [InlineData("11 A")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Watts.TryParse(text, out _));

    [Theory]
    [InlineData("30 s", 30)]
    [InlineData("500 ms", 0.5)]
    [InlineData("2 min", 120)]
    [InlineData("10", 10)]
    public void TryParse_Seconds_AreRead(string text, double expected)
    {
        Assert.True(Seconds.TryParse(text, out var span));
        Assert.Equal(expected, span.TotalSeconds);
    }

    [Fact]
    public void ToString_AnyQuantity_IsReadAgain() =>
        Gen.Double[-100_000, 100_000].Sample(value =>
        {
            Assert.True(Amperes.TryParse(new Amperes(value).ToString(), out var amperes));
            Assert.Equal(value, amperes.Value, 0.0051);
        });

    [Fact]
    public void TryParse_AnyText_GivesAFiniteNumberOrNone() =>
        Gen.String.Sample(text => Assert.True(!Watts.TryParse(text, out var watts) || double.IsFinite(watts.Value)));
}
