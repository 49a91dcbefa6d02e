using Microsoft.AspNetCore.Http;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Access;

namespace WallboxMqtt.Tests.Unit.Web;

public sealed class HostRulesTests
{
    private readonly HostRules _rules = new(
        new WebOptions { Url = new Uri("https://Box.example.org/wallbox/"), Hosts = ["garage.example.net"] }, "pi");

    [Theory]
    [InlineData("192.0.2.7:8080", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("[2001:db8::7]:8080", true)]
    [InlineData("localhost:8080", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("pi:8080", true)]
    [InlineData("pi.local:8080", true)]
    [InlineData("Pi.fritz.box.", true)]
    [InlineData("box.example.org", true)]
    [InlineData("garage.example.net:80", true)]
    [InlineData("", false)]
    [InlineData("evil.example.com", false)]
    [InlineData("pi.evil.example.com", false)]
    [InlineData("localhost.evil.example.com", false)]
    [InlineData("192.0.2.7.evil.example.com", false)]
    [InlineData("example.org", false)]
    public void Host_AsSent_IsOursOrNot(string host, bool allowed) => Assert.Equal(allowed, _rules.Allows(new HostString(host)));

    [Theory]
    [InlineData("pi:8080", null, null, true)]
    [InlineData("pi:8080", "http://pi:8080", "same-origin", true)]
    [InlineData("pi:8080", "https://pi:8080", null, true)]
    [InlineData("127.0.0.1:8080", "https://box.example.org", "same-origin", true)]
    [InlineData("pi:8080", null, "none", true)]
    [InlineData("pi:8080", "http://pi:8081", null, false)]
    [InlineData("pi:8080", "http://evil.example.com", null, false)]
    [InlineData("pi:8080", "null", null, false)]
    [InlineData("pi:8080", "http://pi:8080", "same-site", false)]
    [InlineData("pi:8080", null, "cross-site", false)]
    public void Origin_OfAPost_IsOursOrNot(string host, string? origin, string? site, bool allowed) =>
        Assert.Equal(allowed, _rules.AllowsOrigin(new HostString(host), origin, site));
}
