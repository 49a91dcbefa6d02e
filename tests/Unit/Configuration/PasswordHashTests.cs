using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class PasswordHashTests
{
    [Fact]
    public void Hash_OfAPassword_MatchesItAndNoOther()
    {
        var hash = PasswordHash.Parse(PasswordHash.Of("correct horse").ToString());
        Assert.NotNull(hash);
        Assert.True(hash.Matches("correct horse"));
        Assert.False(hash.Matches("correct horsf"));
        Assert.NotEqual(PasswordHash.Of("correct horse").ToString(), hash.ToString());
    }

    // RFC 7914, 11: PBKDF2-HMAC-SHA-256 of "Password" with salt "NaCl" and 80000 iterations; its first 32 bytes.
    [Fact]
    public void Hash_KnownAnswer_Matches() =>
        Assert.True(new PasswordHash(
            80_000, "NaCl"u8.ToArray(), Convert.FromHexString("4DDCD8F60B98BE21830CEE5EF22701F9641A4418D04C0414AEFF08876B34AB56")).Matches("Password"));

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("pbkdf2$sha256$600000$c2FsdHNhbHRzYWx0c2FsdA==")]
    [InlineData("pbkdf2$sha256$1000$c2FsdHNhbHRzYWx0c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2$sha256$99999999$c2FsdHNhbHRzYWx0c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2$sha256$600000$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2$sha256$600000$c2FsdHNhbHRzYWx0c2FsdA==$AAAA")]
    [InlineData("pbkdf2$sha1$600000$c2FsdHNhbHRzYWx0c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Parse_SomethingElse_IsNone(string text) => Assert.Null(PasswordHash.Parse(text));
}
