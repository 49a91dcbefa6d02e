using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class GridTests
{
    private const string Range = "6 A to 63 A a phase, or 4140 W to 43470 W in total";

    [Fact]
    public void Grid_NothingWritten_HasTheDefaults() =>
        Assert.Equal(new GridCap(new Amperes(16), null, 3, new Volts(230)), Yaml.Options("").Grid);

    [Theory]
    [InlineData("16 A", 16d, null)]
    [InlineData("16", 16d, null)]
    [InlineData("16000 mA", 16d, null)]
    [InlineData("62.5A", 62.5, null)]
    [InlineData("\"11000 W\"", null, 11000d)]
    [InlineData("11 kW", null, 11000d)]
    [InlineData("11.04kw", null, 11040d)]
    public void Cap_InEitherUnit_IsRead(string text, double? amperes, double? watts)
    {
        var grid = Yaml.Options($"grid: {{ cap: {text} }}").Grid;
        Assert.Equal(amperes, grid.Current?.Value);
        Assert.Equal(watts, grid.Power?.Value);
    }

    [Theory]
    [InlineData("5 A", "\"5 A\" is 5 A, which is out of range")]
    [InlineData("64", "\"64\" is 64 A, which is out of range")]
    [InlineData("11000", "\"11000\" is 11000 A, which is out of range")]
    [InlineData("-16 A", "\"-16 A\" is -16 A, which is out of range")]
    [InlineData("4 kW", "\"4 kW\" is out of range")]
    [InlineData("44000 W", "\"44000 W\" is out of range")]
    [InlineData("16 V", "\"16 V\" is neither a current nor a power")]
    [InlineData("NaN", "\"NaN\" is neither a current nor a power")]
    [InlineData("1e9", "\"1e9\" is neither a current nor a power")]
    [InlineData("\"16,5 A\"", "\"16,5 A\" is neither a current nor a power")]
    [InlineData("null", "nothing given")]
    [InlineData("~", "nothing given")]
    [InlineData("", "nothing given")]
    [InlineData("[16 A]", "a list instead of a value")]
    [InlineData("{ a: 16 A }", "a section instead of a value")]
    public void Cap_NotAllowed_IsAFault(string text, string found) =>
        Assert.Equal([$"wallbox-mqtt.yaml:2: grid.cap: {found}; allowed: {Range}"], Yaml.Faults($"grid:\n  cap: {text}"));

    [Fact]
    public void Cap_InWattsOnOnePhase_IsHeldAgainstOnePhase()
    {
        Assert.Equal(new Watts(2000), Yaml.Options("grid: { cap: 2 kW, phases: 1, voltage: 200 }\nchargers: [ { url: tcp://a, failsafe: { current: 0 } } ]").Grid.Power);
        Assert.Equal(
            ["wallbox-mqtt.yaml:1: grid.cap: \"1 kW\" is out of range; allowed: 6 A to 63 A a phase, or 1200 W to 12600 W in total"],
            Yaml.Faults("grid: { cap: 1 kW, phases: 1, voltage: 200 }"));
    }

    [Fact]
    public void Meter_Nothing_IsNotGuarded()
    {
        var options = Yaml.Options("");
        Assert.Equal((null, null), (options.MeterLimit, options.Grid.UnbalanceLimit));
    }

    [Theory]
    [InlineData("meterLimit: 35 A", 35.0, null, 6, 30)]
    [InlineData("meterLimit: 25 kW, meterFallback: 0", null, 25_000.0, 0, 30)]
    [InlineData("meterLimit: 63, meterFallback: 10 A, meterMaxAge: 15 s", 63.0, null, 10, 15)]
    public void Meter_Allowed_IsRead(string keys, double? amperes, double? watts, int fallback, int seconds)
    {
        var expected = new MeterLimit(
            amperes is { } a ? new Amperes(a) : null, watts is { } w ? new Watts(w) : null, new Amperes(fallback), TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, Yaml.Options($"grid: {{ {keys} }}").MeterLimit);
    }

    [Theory]
    [InlineData("measured", null)]
    [InlineData("Measured", null)]
    [InlineData("235 V", 235d)]
    [InlineData("200", 200d)]
    [InlineData("0.26 kV", 260d)]
    public void Voltage_Allowed_IsRead(string text, double? volts) =>
        Assert.Equal(volts, Yaml.Options($"grid: {{ voltage: {text} }}").Grid.Voltage?.Value);

    [Theory]
    [InlineData("voltage: 199 V", "grid.voltage: \"199 V\" is out of range; allowed: 200 V to 260 V, or measured")]
    [InlineData("voltage: 230 A", "grid.voltage: \"230 A\" is not a voltage; allowed: 200 V to 260 V, or measured")]
    [InlineData("meterLimit: 5 A", "grid.meterLimit: \"5 A\" is 5 A, which is out of range; allowed: 6 A to 250 A a phase, or 4140 W to 172500 W in total")]
    [InlineData("meterLimit: on", "grid.meterLimit: \"on\" is neither a current nor a power; allowed: 6 A to 250 A a phase, or 4140 W to 172500 W in total")]
    [InlineData("meterFallback: 3 A", "grid.meterFallback: \"3 A\" is out of range; allowed: 0 A, or whole amperes from 6 A to 32 A")]
    [InlineData("meterMaxAge: 1 s", "grid.meterMaxAge: \"1 s\" is out of range; allowed: 2 s to 300 s")]
    [InlineData("unbalanceLimit: 20.5 A", "grid.unbalanceLimit: \"20.5 A\" is out of range; allowed: whole amperes from 6 A to 32 A")]
    [InlineData("phases: 4", "grid.phases: \"4\" is out of range; allowed: 1 to 3")]
    [InlineData("phases: 0", "grid.phases: \"0\" is out of range; allowed: 1 to 3")]
    [InlineData("phases: 2.5", "grid.phases: \"2.5\" is not a whole number; allowed: 1 to 3")]
    public void Grid_NotAllowed_IsAFault(string key, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults($"grid: {{ {key} }}"));

    [Theory]
    [InlineData("grid: null", "null is not possible here; allowed: a section, or nothing")]
    [InlineData("grid: 16 A", "a value instead of a section; allowed: keys and values")]
    [InlineData("grid: [ 16 A ]", "a list instead of a section; allowed: keys and values")]
    public void Grid_NoSection_IsAFault(string text, string found) =>
        Assert.Equal([$"wallbox-mqtt.yaml:1: grid: {found}"], Yaml.Faults(text));
}
