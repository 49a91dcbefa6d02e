using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Unit.Publishing;

public sealed class ModeLabelsTests
{
    [Theory]
    [InlineData(230.0)]
    [InlineData(null)]
    public void Labels_CapOf16Amperes_NameElevenKilowatts(double? volts)
    {
        var labels = new ModeLabels(new GridCap(new Amperes(16), null, 3, volts is { } given ? new Volts(given) : null));
        Assert.Equal(["PV boost", "Fixed 11 kW", "Off"], labels.All);
    }
}
