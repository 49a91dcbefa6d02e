using System.Text;
using WallboxMqtt.Bridge.Web;

namespace WallboxMqtt.Tests.Unit.Web;

public sealed class CommandEndpointsTests
{
    [Theory]
    [InlineData("mode", "off", "off")]
    [InlineData("mode", " pv-boost\r\n", "pv-boost")]
    [InlineData("mode", "{\"mode\":\"off\"}", "off")]
    [InlineData("mode", "\n {\"mode\": \"fixed\", \"more\": 1}", "fixed")]
    [InlineData("limit", "{\"limit\":5000}", "5000")]
    [InlineData("limit", "{\"limit\":\"4.2 kW\"}", "4.2 kW")]
    [InlineData("limit", "{\"limit\":null}", "none")]
    [InlineData("mode", "{\"mode\":null}", null)]
    [InlineData("mode", "{\"mode\":[\"off\"]}", null)]
    [InlineData("mode", "{\"limit\":\"off\"}", null)]
    [InlineData("mode", "{\"mode\":\"off\"", null)]
    [InlineData("mode", "{}", null)]
    [InlineData("mode", "", "")]
    public void Payload_InABody_IsTextOrJson(string name, string body, string? expected) =>
        Assert.Equal(expected, CommandEndpoints.PayloadIn(name, Encoding.UTF8.GetBytes(body)) is { } payload ? Encoding.UTF8.GetString(payload) : null);
}
