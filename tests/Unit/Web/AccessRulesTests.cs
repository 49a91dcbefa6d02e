using System.Net;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Access;

namespace WallboxMqtt.Tests.Unit.Web;

public sealed class AccessRulesTests
{
    private const string Token = "0123456789abcdefghij";

    [Theory]
    [InlineData("127.0.0.1", "", false, null, "read change none")]
    [InlineData("::1", "", false, null, "read change none")]
    [InlineData("0.0.0.0", "", false, null, "read none")]
    [InlineData("192.0.2.7", "", false, null, "read none")]
    [InlineData("127.0.0.1", "password", false, null, "read needed")]
    [InlineData("0.0.0.0", "password", false, null, "read needed")]
    [InlineData("0.0.0.0", "password", true, null, "read change in")]
    [InlineData("0.0.0.0", "password", false, Token, "read needed")]
    [InlineData("0.0.0.0", "token", false, Token, "read change none")]
    [InlineData("0.0.0.0", "token", false, "0123456789abcdefghik", "read none")]
    [InlineData("0.0.0.0", "token", false, "", "read none")]
    [InlineData("0.0.0.0", "password token protect", false, null, "needed")]
    [InlineData("0.0.0.0", "password token protect", true, null, "read change in")]
    [InlineData("0.0.0.0", "password token protect", false, Token, "read change needed")]
    public void Rights_OfAVisitor_FollowTheConfiguration(string listen, string has, bool loggedIn, string? bearer, string expected)
    {
        var rules = new AccessRules(new WebOptions
        {
            Listen = new IPEndPoint(IPAddress.Parse(listen), 8080),
            PasswordHash = has.Contains("password", StringComparison.Ordinal) ? new PasswordHash(1, [], []) : null,
            Token = has.Contains("token", StringComparison.Ordinal) ? Token : null,
            ProtectReading = has.Contains("protect", StringComparison.Ordinal),
        });
        var rights = rules.Of(bearer, loggedIn);
        Assert.Equal(expected, $"{(rights.Read ? "read " : "")}{(rights.Change ? "change " : "")}{rights.Login}");
    }
}
