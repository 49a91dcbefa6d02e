namespace WallboxMqtt.Tests.Unit.Metering;

/// <summary>The meter of a wallbox whose register does not do as it should.</summary>
public sealed class FollowingCounterTests
{
    private const double Kilowatts11 = 11_000;

    private readonly MeteredWallbox _box = new() { Power = Kilowatts11 };
    private double _last;

    [Fact]
    public void Register_Follows_IsPublishedAsItIs()
    {
        _box.Pass(3600, () => Assert.Equal(_box.MeterRegister(_box.Energy), Published));
        Assert.True(_box.Meter.MeterFollows);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.4)]
    [InlineData(2.5)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Register_InAnotherUnit_IsIntegratedAfterAKilowattHour(double factor)
    {
        _box.MeterRegister = energy => Math.Floor((1_000_000 + energy) * factor / 100) * 100;
        _box.Evaluate();
        var began = Published!.Value;
        _box.Pass(320, () => Steady(2.1));
        Assert.True(_box.Meter.MeterFollows || factor > 2);
        _box.Pass(20, () => Steady(2.1));
        Assert.False(_box.Meter.MeterFollows);
        _box.Pass(3600, () => Steady(2.1, least: 0.49));
        Assert.Equal(_box.Energy, Published!.Value - began, 250.0);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(1.8)]
    public void Register_WithinTheFactor_IsBelieved(double factor)
    {
        _box.MeterRegister = energy => Math.Floor((1_000_000 + (energy * factor)) / 100) * 100;
        _box.Pass(7200, () => Steady(2.1));
        Assert.True(_box.Meter.MeterFollows);
        Assert.Equal(_box.MeterRegister(_box.Energy)!.Value, Published!.Value, 100.0);
    }

    [Fact]
    public void Register_FollowsAgainForAKilowattHour_CountsWithoutALeap()
    {
        var stuck = 1_000_000d;
        _box.MeterRegister = _ => stuck;
        _box.Pass(3600, () => Steady(2.1));
        Assert.False(_box.Meter.MeterFollows);
        _box.MeterRegister = energy => Math.Floor((5_000_000 + energy) / 100) * 100;
        _box.Pass(300, () => Steady(2.1, 0.9));
        Assert.False(_box.Meter.MeterFollows);
        _box.Pass(1200, () => Steady(2.1));
        Assert.True(_box.Meter.MeterFollows);
        _box.Pass(3600, () => Steady(2.1));
        Assert.Equal(1_000_000 + _box.Energy, Published!.Value, 200.0);
        var before = Published!.Value;
        _box.Power = 0;
        _box.Pass(60);
        Assert.Equal(before, Published);
    }

    [Fact]
    public void Register_FailsAgainAndAgain_IsBelievedEverMoreRarely()
    {
        var turns = 0;
        var follows = true;
        var stuckAt = (double?)null;
        for (var hour = 0; hour < 24; hour++)
        {
            stuckAt = hour % 2 == 0 ? _box.Energy : null;
            _box.MeterRegister = energy => Math.Floor((stuckAt ?? energy) / 100) * 100;
            _box.Pass(3600, () =>
            {
                turns += _box.Meter.MeterFollows != follows ? 1 : 0;
                follows = _box.Meter.MeterFollows;
            });
        }

        Assert.InRange(turns, 5, 9);
    }

    [Fact]
    public void Register_FallsToNothing_GoesOnAndLosesNothing()
    {
        _box.Power = 3000;
        _box.Pass(600);
        var resetAt = _box.Energy;
        _box.MeterRegister = energy => Math.Floor((energy - resetAt) / 100) * 100;
        _box.Pass(7200, () => Steady(2.1));
        Assert.True(_box.Meter.MeterFollows);
        Assert.Equal(1_000_000 + _box.Energy, Published!.Value, 200.0);
    }

    [Fact]
    public void Register_OddForAMoment_ChangesNothing()
    {
        _box.Pass(600);
        var sound = _box.MeterRegister;
        foreach (var odd in new[] { 0d, 429_496_729_500d })
        {
            _box.MeterRegister = _ => odd;
            _box.Pass(20, () => Steady(2.1, 0.9));
            _box.MeterRegister = sound;
            _box.Pass(600, () => Steady(2.1));
            Assert.Equal(_box.MeterRegister(_box.Energy), Published);
        }
    }

    [Fact]
    public void OutOfReach_WhileTheMeterIsBelieved_IsCountedByTheMeter()
    {
        _box.Pass(600);
        _box.OutOfReach = true;
        _box.Pass(3600);
        _box.OutOfReach = false;
        _box.Pass(1800);
        Assert.True(_box.Meter.MeterFollows);
        Assert.Equal(_box.MeterRegister(_box.Energy), Published);
        Assert.Equal(_box.Energy, _box.Meter.Charged.Total.Value, 250.0);
    }

    [Fact]
    public void OutOfReach_WhileTheMeterIsNotBelieved_CountsNothing()
    {
        _box.MeterRegister = _ => 1_000_000;
        _box.Pass(3600);
        _box.MeterRegister = energy => Math.Floor((1_000_000 + energy) / 100) * 100;
        _box.OutOfReach = true;
        _box.Pass(3600);
        _box.OutOfReach = false;
        var before = Published!.Value;
        _box.Pass(2);
        Assert.InRange(Published!.Value, before, before + 10);
    }

    [Fact]
    public void PowerUnknown_TheMeterFillsIn()
    {
        _box.Pass(600);
        _box.PowerUnknown = true;
        _box.Pass(3600, () => Assert.Equal(_box.MeterRegister(_box.Energy), Published));
        _box.PowerUnknown = false;
        _box.Pass(600);
        Assert.True(_box.Meter.MeterFollows);
        Assert.Equal(_box.Energy, _box.Meter.Charged.Total.Value, 250.0);
    }

    [Fact]
    public void Restart_WhileBelieved_AddsWhatTheMeterCounted()
    {
        _box.Pass(600);
        _box.Restart(7200);
        _box.Pass(3600);
        Assert.True(_box.Meter.MeterFollows);
        Assert.Equal(_box.MeterRegister(_box.Energy), Published);
    }

    [Fact]
    public void Restart_WhileNotBelieved_GoesOnFromThere()
    {
        _box.MeterRegister = energy => Math.Floor((1_000_000 + energy) / 10_000) * 100;
        _box.Pass(3600);
        var before = Published!.Value;
        _box.Restart(7200);
        Assert.False(_box.Meter.MeterFollows);
        _box.Pass(3600, () => Steady(2.1));
        Assert.False(_box.Meter.MeterFollows);
        Assert.Equal(before + 11_000, Published!.Value, 250.0);
    }

    [Fact]
    public void Restart_WithAnotherDevice_DoesNotLeap()
    {
        _box.Pass(600);
        _box.Power = 0;
        var before = Published;
        _box.Restart(60);
        _box.MeterRegister = _ => 9_000_000;
        _box.Pass(3600, () => Assert.Equal(before, Published));
    }

    [Fact]
    public void Restart_WhileTheFigureIsOdd_DoesNotLeap()
    {
        _box.Pass(600);
        _box.Power = 0;
        _box.Pass(2);
        var before = Published;
        _box.MeterRegister = _ => 1_200_000;
        _box.Pass(60);
        _box.Restart(60);
        _box.Pass(60, () => Assert.Equal(before, Published));
    }

    [Fact]
    public void Restart_WhileTheDeviceIsAhead_DoesNotLeap()
    {
        _box.Pass(600);
        _box.Power = 0;
        _box.Pass(2);
        var ahead = _box.MeterRegister(_box.Energy) + 900;
        _box.MeterRegister = _ => ahead;
        _box.Pass(300);
        Assert.True(Published < ahead - 500);
        var before = Published;
        _box.Restart(60);
        _box.Pass(60, () => Assert.Equal(before, Published));
    }

    private double? Published => _box.Meter.Meter?.Value;

    // Neither falls, nor rises by more than the power allows, one step of the meter apart.
    private void Steady(double most, double least = 0)
    {
        var now = Published ?? 0;
        var flowed = _box.Power / 3600;
        if (_last > 0)
            Assert.InRange(now - _last, (least * flowed) - 0.0001, (most * flowed) + 200);
        _last = now;
    }
}
