using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class FirmwareVersionTests
{
    [Theory]
    [InlineData("v3.187.0-1.0.160.0", "3.187.0")]
    [InlineData("v3.187.42-1.0.160.0", "3.187.42")]
    [InlineData("V 3.156.0", "3.156.0")]
    [InlineData(" 3.47.11 ", "3.47.11")]
    [InlineData("3.156", "3.156.0")]
    [InlineData("3.156-beta", "3.156.0")]
    [InlineData("3.187.x", "3.187.0")]
    [InlineData("v3.187.42.9", "3.187.42")]
    public void Parse_AsWallboxesHaveThem_IsTheFirstThreeNumbers(string text, string expected) =>
        Assert.Equal(Version.Parse(expected), FirmwareVersion.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v")]
    [InlineData("R4-FW 3.187")]
    [InlineData("99999999999.1.1")]
    [InlineData("-3.187.0")]
    public void Parse_AnythingElse_IsUnknown(string? text) => Assert.Null(FirmwareVersion.Parse(text));
}
