using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Simulator;

public sealed class SimulatedSymoTests
{
    private readonly SimulatedTime _time = new();

    [Fact]
    public void PowerFlow_Day_IsWhatTheProductReads()
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 5600, HouseLoad = 400 }, _time) { CarLoad = () => 11_000 };
        var flow = PowerFlowParser.Parse(symo.PowerFlow())!;
        Assert.Equal((5600, 5800, 11_400), (flow.Power!.Value.Value, flow.GridPower!.Value.Value, flow.LoadPower!.Value.Value));
    }

    [Fact]
    public void PowerFlowAnswer_Day_SaysWhatTheUploadSays()
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 5600 }, _time);
        var (upload, answer) = (PowerFlowParser.Parse(symo.PowerFlow())!, PowerFlowParser.Parse(symo.PowerFlowAnswer())!);
        Assert.Equal(upload with { Timestamp = answer.Timestamp }, answer);
        Assert.True(answer.MeterAtGrid);
    }

    [Theory]
    [InlineData(NightStyle.ZeroPower)]
    [InlineData(NightStyle.NullPower)]
    [InlineData(NightStyle.NoInverter)]
    public void PowerFlow_Night_IsToldInItsStyle(NightStyle style)
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { StartsAt = TimeSpan.FromHours(1), Night = style }, _time);
        var flow = PowerFlowParser.Parse(symo.PowerFlow())!;
        Assert.Equal(style == NightStyle.ZeroPower ? 0 : null, flow.Power?.Value);
        Assert.Null(flow.PvPower);
    }

    [Fact]
    public void PowerFlow_TwoWithinASecond_DifferInTheirTimestamp()
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 1 }, _time);
        var timestamps = Enumerable.Range(0, 5).Select(_ => PowerFlowParser.Parse(symo.PowerFlow())!.Timestamp).ToArray();
        Assert.Equal(5, timestamps.Distinct().Count());
    }

    [Fact]
    public void PowerFlow_AnHour_CountsItsEnergy()
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 5000 }, _time);
        _time.MoveTo(TimeSpan.TicksPerHour);
        Assert.Equal(5000, PowerFlowParser.Parse(symo.PowerFlow())!.EnergyDay!.Value.Value);
    }

    [Fact]
    public void SunDay_AnyDay_HasNightArcAndCloudEdges()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var day = new SunDay(9500, seed);
            var seconds = Enumerable.Range(0, 86_400).Select(second => day.At(TimeSpan.FromSeconds(second))).ToArray();
            Assert.All(seconds, watts => Assert.InRange(watts, 0, 9500));
            Assert.Equal((0, 0), (seconds[3600], seconds[82_000]));
            Assert.True(seconds.Max() > 8500);
            var edges = seconds.Zip(seconds.Skip(1)).Count(pair => pair.Second < pair.First * 0.6);
            Assert.InRange(edges, 20, 200);
            Assert.Equal(seconds[43_200], new SunDay(9500, seed).At(TimeSpan.FromSeconds(43_200)));
        }
    }
}
