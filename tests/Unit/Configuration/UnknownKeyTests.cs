using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class UnknownKeyTests
{
    [Theory]
    [InlineData("grid: { kap: 16 A }", "grid.kap: unknown key; did you mean \"cap\"?")]
    [InlineData("grid: { Cap: 16 A }", "grid.Cap: unknown key; did you mean \"cap\"?")]
    [InlineData("gird: {}", "gird: unknown key; did you mean \"grid\"?")]
    [InlineData("mqtt: { discovery: { prefixx: a } }", "mqtt.discovery.prefixx: unknown key; did you mean \"prefix\"?")]
    [InlineData("inverter: { file: { Path: /a } }", "inverter.file.Path: unknown key; did you mean \"path\"?")]
    [InlineData("inverter: { file: {}, rated_power: 1 }", "inverter.rated_power: unknown key; did you mean \"ratedPower\"?")]
    [InlineData("chargers: [ { url: tcp://a, failsafe: { timout: 20 s } } ]", "chargers[0].failsafe.timout: unknown key; did you mean \"timeout\"?")]
    [InlineData("lcd: { spi: { dc : 25, rst: 27 } }", "lcd.spi.rst: unknown key; did you mean \"reset\"?")]
    [InlineData("web: { port: 80 }", "web.port: unknown key; allowed: listen, url, passwordHash, token, tokenFile, protectReading, hosts, frameAncestors")]
    [InlineData("policy: { a: 1 }", "policy.a: unknown key; allowed: mode, raiseDelay")]
    [InlineData("grid: { \"a\\nb\": 1 }", "grid.a...: unknown key; allowed: phases, voltage, cap, unbalanceLimit, meterLimit, meterFallback, meterMaxAge")]
    [InlineData("mqtt: { user: a, password:b }", "mqtt.password...: no space after the colon; allowed: \"password: ...\"")]
    public void Key_Unknown_IsAFault(string yaml, string line) => Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults(yaml));

    [Theory]
    [InlineData("cap", "cap", 0)]
    [InlineData("kap", "cap", 1)]
    [InlineData("cpa", "cap", 1)]
    [InlineData("ca", "cap", 1)]
    [InlineData("capp", "cap", 1)]
    [InlineData("timeuot", "timeout", 1)]
    [InlineData("", "ab", 2)]
    [InlineData("abcd", "badc", 2)]
    [InlineData("abc", "xyz", 3)]
    [InlineData("a", "abcdef", 3)]
    public void Edits_BetweenWords_AreCounted(string from, string to, int edits) => Assert.Equal(edits, Spelling.Edits(from, to));

    [Theory]
    [InlineData("LISTEN", "listen")]
    [InlineData("lisen", "listen")]
    [InlineData("id", "id")]
    [InlineData("xy", null)]
    [InlineData("completely", null)]
    public void Nearest_OfSomeNames_IsFoundOrNot(string word, string? name) =>
        Assert.Equal(name, Spelling.Nearest(word, ["listen", "id", "path"]));

    [Fact]
    public void Nearest_OfAMonstrousWord_IsNone() => Assert.Null(Spelling.Nearest(new string('a', 100_000), ["listen"]));
}
