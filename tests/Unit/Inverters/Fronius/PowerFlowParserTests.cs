using System.Text;
using System.Text.Json;
using WallboxMqtt.Balancer.Inverters.Fronius;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius;

public sealed class PowerFlowParserTests
{
    [Fact]
    public void Parse_PushShape_IsRead()
    {
        var flow = PowerFlowParser.Parse(Flows.Push())!;

        Assert.Equal(886, flow.Power!.Value.Value);
        Assert.Equal(-308.54, flow.GridPower!.Value.Value, 3);
        Assert.Equal(577.46, flow.LoadPower!.Value.Value, 3);
        Assert.Equal(21_245_430, flow.EnergyTotal!.Value.Value);
        Assert.Equal(20_093, flow.EnergyDay!.Value.Value);
        Assert.Equal(new DateTimeOffset(2022, 8, 20, 17, 22, 22, TimeSpan.FromHours(2)), flow.Timestamp);
    }

    [Fact]
    public void Parse_TwoInvertersAtOtherAddresses_AreSummed()
    {
        var flow = PowerFlowParser.Parse(Flows.Get("""{ "3": { "P": 886 }, "17": { "P": 948.5 }, "18": { "P": null } }""", "1834"))!;
        Assert.Equal(1834.5, flow.Power!.Value.Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "1": { "P": null } }""")]
    [InlineData("""{ "1": { "DT": 1 } }""")]
    public void Parse_Night_HasNoPower(string inverters) => Assert.Null(PowerFlowParser.Parse(Flows.Get(inverters))!.Power);

    [Fact]
    public void Parse_EveryBeginningOfADocument_IsIncomplete()
    {
        var whole = Flows.Push();
        for (var length = 0; length < whole.Length; length++)
        {
            if (length < whole.AsSpan().TrimEnd("\r\n \t"u8).Length)
                Assert.Null(PowerFlowParser.Parse(whole.AsSpan(0, length)));
        }

        Assert.NotNull(PowerFlowParser.Parse(whole));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped() => Assert.NotNull(PowerFlowParser.Parse([0xEF, 0xBB, 0xBF, .. Flows.Push()]));

    [Theory]
    [InlineData("hello")]
    [InlineData("[1]")]
    [InlineData("12 ")]
    [InlineData("{\"Body\":}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void Parse_NoJsonObject_IsRefusedForGood(string text) =>
        Assert.ThrowsAny<JsonException>(() => PowerFlowParser.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Parse_SomethingBehindTheDocument_IsRefused() =>
        Assert.ThrowsAny<JsonException>(() => PowerFlowParser.Parse([.. Flows.Push(), (byte)'x']));

    [Fact]
    public void Parse_Utf16_IsRefused() =>
        Assert.ThrowsAny<JsonException>(() => PowerFlowParser.Parse(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Flows.Push()))));

    [Theory]
    [InlineData("\"886\"", "Body.Inverters.1.P")]
    [InlineData("\"NaN\"", "Body.Inverters.1.P")]
    [InlineData("true", "Body.Inverters.1.P")]
    [InlineData("[]", "Body.Inverters.1.P")]
    [InlineData("1e999", "Body.Inverters.1.P")]
    public void Parse_PowerThatIsNoNumber_NamesMemberFoundAndAllowed(string power, string member)
    {
        var odd = Assert.Throws<PowerFlowException>(() => PowerFlowParser.Parse(Flows.Push(power)));
        Assert.Equal($"{member} is {power}; allowed: a number or null", odd.Message);
    }

    [Fact]
    public void Parse_NoTimestamp_IsRefused() =>
        Assert.Contains("Head.Timestamp", Assert.Throws<PowerFlowException>(() => PowerFlowParser.Parse(Flows.Push(timestamp: "yesterday"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_FailedAnswer_TellsItsCode() => Assert.Equal(8, PowerFlowParser.Parse(
        """{"Body":{"Data":{}},"Head":{"Status":{"Code":8,"Reason":"no"},"Timestamp":"2023-07-13T22:04:44+02:00"}}"""u8)!.StatusCode);
}
