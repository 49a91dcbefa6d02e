using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Control;

namespace WallboxMqtt.Tests.Unit.Control;

public sealed class AliveGateTests
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly AliveGate _gate;

    public AliveGateTests() => _gate = new AliveGate(TimeSpan.FromSeconds(20), s_poll, _time);

    [Theory]
    [InlineData(20, 5)]
    [InlineData(8, 2)]
    [InlineData(3, 1)]
    [InlineData(600, 5)]
    public void Interval_IsAQuarterOfTheTimeoutWithinOneAndFiveSeconds(int timeout, int interval) =>
        Assert.Equal(interval, new AliveGate(TimeSpan.FromSeconds(timeout), s_poll, _time).Interval.TotalSeconds);

    [Fact]
    public void Gate_NoCycleYet_IsClosed() => Assert.False(_gate.MayBeat);

    [Fact]
    public void Gate_CycleFinished_OpensForThreePolls()
    {
        _gate.CycleFinished(_time.GetTimestamp());
        Assert.True(_gate.MayBeat);
        _time.Advance(s_poll * 3);
        Assert.True(_gate.MayBeat);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_gate.MayBeat);
    }

    [Fact]
    public void Gate_Written_IsDueAgainAfterTheInterval()
    {
        Finish();
        _gate.Written();
        Assert.False(_gate.MayBeat);
        _time.Advance(TimeSpan.FromSeconds(4.999));
        Finish();
        Assert.False(_gate.MayBeat);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True(_gate.MayBeat);
    }

    [Fact]
    public void Gate_CycleFailedOrConnectionLost_IsClosed()
    {
        Finish();
        _gate.CycleFailed();
        Assert.False(_gate.MayBeat);
        Finish();
        Assert.True(_gate.MayBeat);
        _gate.Disconnected();
        Assert.False(_gate.MayBeat);
    }

    [Fact]
    public void Gate_ConnectionLost_BeatsAtOnceOnTheNextOne()
    {
        Finish();
        _gate.Written();
        _gate.Disconnected();
        Finish();
        Assert.True(_gate.MayBeat);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10.1, false)]
    public void Gate_CycleThatTookLong_HasStalled(double seconds, bool open)
    {
        var started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _gate.CycleFinished(started);
        Assert.Equal(open, _gate.MayBeat);
    }

    private void Finish() => _gate.CycleFinished(_time.GetTimestamp());
}
