using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Control;

namespace WallboxMqtt.Tests.Unit.Control;

public sealed class AliveGateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AliveGate _gate;
    private TimeSpan _timeout = TimeSpan.FromSeconds(20);

    public AliveGateTests() => _gate = new AliveGate(() => _timeout, _time);

    private bool MayBeat => _gate.Live && _gate.IsDueBefore(TimeSpan.Zero);

    [Theory]
    [InlineData(20, 5)]
    [InlineData(8, 2)]
    [InlineData(3, 1)]
    [InlineData(600, 5)]
    public void Interval_IsAQuarterOfTheTimeoutWithinOneAndFiveSeconds(int timeout, int interval)
    {
        _timeout = TimeSpan.FromSeconds(timeout);
        Assert.Equal(interval, _gate.Interval.TotalSeconds);
    }

    [Fact]
    public void Gate_NothingConfirmedYet_IsClosed() => Assert.False(MayBeat);

    [Theory]
    [InlineData(8, true)]
    [InlineData(8.1, false)]
    public void Gate_Confirmed_IsOpenForEightSecondsFromTheRequestOn(double seconds, bool open)
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _gate.Confirmed(asked);
        Assert.Equal(open, MayBeat);
    }

    [Fact]
    public void Gate_Written_IsDueAgainAfterTheInterval()
    {
        Confirm();
        _gate.Written();
        Assert.False(MayBeat);
        _time.Advance(TimeSpan.FromSeconds(4.999));
        Confirm();
        Assert.False(MayBeat);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True(MayBeat);
    }

    [Theory]
    [InlineData(20, 0.9, 6.5, false)]
    [InlineData(20, 1.1, 3.5, false)]
    [InlineData(20, 3.6, 3.5, true)]
    [InlineData(20, 4.9, 1.5, false)]
    [InlineData(6, 0.9, 1.5, false)]
    [InlineData(6, 1.1, 1.5, true)]
    [InlineData(6, 1.1, 0.5, false)]
    public void Gate_RequestThatMayTakeLong_IsPrecededByABeat(int timeout, double since, double longest, bool due)
    {
        _timeout = TimeSpan.FromSeconds(timeout);
        Confirm();
        _gate.Written();
        _time.Advance(TimeSpan.FromSeconds(since));
        Assert.Equal(due, _gate.IsDueBefore(TimeSpan.FromSeconds(longest)));
    }

    [Fact]
    public void Gate_CycleFailedOrConnectionLost_IsClosed()
    {
        Confirm();
        _gate.Failed();
        Assert.False(MayBeat);
        Confirm();
        Assert.True(MayBeat);
        _gate.Disconnected();
        Assert.False(MayBeat);
    }

    [Fact]
    public void Gate_ConnectionLost_BeatsAtOnceOnTheNextOne()
    {
        Confirm();
        _gate.Written();
        _gate.Disconnected();
        Confirm();
        Assert.True(MayBeat);
    }

    private void Confirm() => _gate.Confirmed(_time.GetTimestamp());
}
