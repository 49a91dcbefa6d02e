using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Metering;

public sealed class SteadyCounterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SteadyCounter _counter;

    public SteadyCounterTests() => _counter = new SteadyCounter(new Watts(25_000), _time);

    [Fact]
    public void Take_Rising_Counts()
    {
        Assert.Null(_counter.Value);
        Assert.True(Take(1_000_000));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.True(Take(1_002_500));
        Assert.Equal(1_002_500, _counter.Value!.Value.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999_900)]
    [InlineData(429_496_729_500)]
    public void Take_FallOrLeap_CountsOnlyOnceItHasStood(double odd)
    {
        Take(1_000_000);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var minute = 0; minute < 10; minute++)
        {
            Assert.False(Take(odd));
            Assert.Equal(1_000_000, _counter.Value!.Value.Value);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(Take(odd));
        Assert.Equal(odd, _counter.Value!.Value.Value);
        Assert.True(Take(odd + 100));
    }

    [Fact]
    public void Take_OddForAMoment_IsForgotten()
    {
        Take(1_000_000);
        Assert.False(Take(0));
        Assert.True(Take(1_000_100));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.False(Take(0));
    }

    [Fact]
    public void Restore_GoesOnFromThere()
    {
        _counter.Restore(new WattHours(1_000_000));
        Assert.False(Take(0));
        Assert.True(Take(1_500_000));
        _counter.Restore(new WattHours(1));
        Assert.Equal(1_500_000, _counter.Value!.Value.Value);
    }

    private bool Take(double reading) => _counter.Take(new WattHours(reading));
}
