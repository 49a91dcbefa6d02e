using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Modbus;

public sealed class OverheardRequestTests
{
    private const string Meter = "0103500C000614CB";

    [Theory]
    [InlineData(Meter)]
    [InlineData("00FF" + Meter)]
    [InlineData(Meter + Meter)]
    [InlineData("03500C000614CB" + Meter + "0103")]
    public void Find_AWallboxThatAsksItsMeter_IsRecognised(string bytes) => Assert.Equal(OverheardRequest.MeterBus, Find(bytes));

    [Fact]
    public void Find_AnyOtherMaster_IsRecognised()
    {
        Assert.Equal(new OverheardRequest(17, 3, 5004, 1), Find("1103138C000143F5"));
        Assert.Equal(new OverheardRequest(17, 6, 5004, 12), Find("1106138C000C4E30"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0103500C000614")]
    [InlineData("0103500C000614CC")]
    [InlineData("0003500C000614CB")]
    [InlineData("01030C0000000000000000000000009370")]
    public void Find_CutOffDamagedOrAnAnswer_IsNone(string bytes) => Assert.Null(Find(bytes));

    private static OverheardRequest? Find(string bytes) => OverheardRequest.Find(Convert.FromHexString(bytes));
}
