namespace WallboxMqtt.Tests.Unit.Metering;

public sealed class SessionMeterTests
{
    private readonly MeteredWallbox _box = new() { Power = 11_000 };

    private double? Published => _box.Meter.Session?.Value;

    [Fact]
    public void Session_WithItsCar_BeginsAtNothingAndFollowsTheRegister()
    {
        PlugIn();
        _box.Pass(3600, () => Assert.Equal(_box.SessionRegister(_box.Energy)!.Value, Published!.Value, 1.0));
        Assert.True(_box.Meter.SessionFollows);
    }

    [Fact]
    public void Session_HoldsTheLifetimeTotalForAWhile_NeverLeaps()
    {
        var sound = _box.SessionRegister;
        PlugIn();
        _box.Pass(12);
        _box.SessionRegister = _ => 1_940_301;
        _box.Pass(1800, () => Assert.Equal(_box.Energy, Published!.Value, 10.0));
        Assert.False(_box.Meter.SessionFollows);
        _box.SessionRegister = sound;
        _box.Pass(1800, () => Assert.Equal(_box.Energy, Published!.Value, 10.0));
        Assert.True(_box.Meter.SessionFollows);
    }

    [Fact]
    public void Session_StandsStill_IsIntegratedAfterAKilowattHour()
    {
        PlugIn();
        _box.SessionRegister = _ => 0;
        _box.Pass(7200);
        Assert.False(_box.Meter.SessionFollows);
        Assert.Equal(_box.Energy, Published!.Value, 10.0);
    }

    [Fact]
    public void Session_NeverAnswers_IsIntegrated()
    {
        PlugIn();
        _box.SessionRegister = _ => null;
        _box.Pass(7200);
        Assert.Equal(_box.Energy, Published!.Value, 10.0);
    }

    [Fact]
    public void NextCar_WhileTheDeviceStillShowsTheLastSession_BeginsAtNothing()
    {
        PlugIn();
        _box.Pass(3600);
        _box.Power = 0;
        _box.Vehicle = false;
        _box.Pass(1200, () => Assert.Equal(11_000, Published!.Value, 1.0));
        _box.Vehicle = true;
        _box.Pass(1200, () => Assert.Equal(0, Published!.Value));
        var began = _box.Energy;
        _box.Power = 11_000;
        _box.Duration = TimeSpan.Zero;
        _box.SessionRegister = energy => Math.Floor(energy - began);
        _box.Pass(3600, () => Assert.Equal(_box.Energy - began, Published!.Value, 15.0));
        Assert.True(_box.Meter.SessionFollows);
        Assert.Equal(_box.SessionRegister(_box.Energy)!.Value, Published!.Value, 0.5);
    }

    [Fact]
    public void DeviceBeginsASessionByItself_BeginsAnewAfterAMinute()
    {
        PlugIn();
        _box.Pass(3600);
        var began = _box.Energy;
        _box.Duration = TimeSpan.Zero;
        _box.SessionRegister = energy => Math.Floor(energy - began);
        _box.Pass(30);
        Assert.Equal(_box.Energy, Published!.Value, 10.0);
        _box.Pass(120);
        Assert.Equal(_box.Energy - began, Published!.Value, 10.0);
    }

    [Fact]
    public void DeviceShowsNothingForAMoment_TheSessionGoesOn()
    {
        PlugIn();
        var sound = _box.SessionRegister;
        _box.Pass(3600);
        var lasted = _box.Duration;
        (_box.Duration, _box.SessionRegister) = (TimeSpan.Zero, _ => 0);
        _box.Pass(20);
        (_box.Duration, _box.SessionRegister) = (lasted, sound);
        _box.Pass(600, () => Assert.Equal(_box.Energy, Published!.Value, 10.0));
        Assert.True(_box.Meter.SessionFollows);
    }

    [Theory]
    [InlineData(3600.0, 10_000, 10_000)]
    [InlineData(3600.0, 30_000, 0)]
    [InlineData(null, 30_000, 30_000)]
    [InlineData(null, 200_000, 0)]
    [InlineData(360_000.0, 1_100_000, 0)]
    public void ServiceStartsInMidSession_TakesWhatTheDeviceCanHaveReached(double? lasted, double figure, double taken)
    {
        _box.Duration = lasted is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        _box.SessionRegister = energy => Math.Floor(figure + energy);
        _box.Pass(60);
        Assert.Equal(taken + _box.Energy, Published!.Value, 10.0);
        _box.Pass(3600);
        Assert.Equal(taken + _box.Energy, Published!.Value, 10.0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Restart_InTheSameSession_GoesOn(bool sound)
    {
        PlugIn();
        if (!sound)
            _box.SessionRegister = energy => Math.Floor(energy / 100);
        _box.Pass(3600);
        var before = Published!.Value;
        _box.Restart(600);
        _box.Pass(60);
        Assert.Equal(before + (sound ? 660 : 60) * 11_000 / 3600.0, Published!.Value, 15.0);
        Assert.Equal(sound, _box.Meter.SessionFollows);
    }

    [Fact]
    public void Restart_RegisterHoldsTheLifetimeTotalAfterwards_DoesNotLeap()
    {
        PlugIn();
        _box.Pass(3600);
        _box.SessionRegister = energy => Math.Floor(200_000 + energy);
        var before = _box.Energy;
        _box.Restart(0);
        _box.Pass(600, () => Assert.Equal(_box.Energy, Published!.Value, 10.0));
        Assert.True(_box.Energy > before);
    }

    [Fact]
    public void Restart_RegisterNeverAnswers_GoesOnWithTheCar()
    {
        PlugIn();
        _box.SessionRegister = _ => null;
        _box.Pass(3600);
        _box.Restart(0);
        _box.Pass(170, () => Assert.Null(Published));
        _box.Pass(600);
        Assert.Equal(_box.Energy, Published!.Value, 10.0);
    }

    [Fact]
    public void Restart_InAnotherSession_TakesThatOne()
    {
        PlugIn();
        _box.Pass(3600);
        _box.Restart(3600);
        var began = _box.Energy;
        _box.Duration = TimeSpan.FromSeconds(10);
        _box.SessionRegister = energy => Math.Floor(energy - began);
        _box.Pass(600, () => Assert.Equal(_box.Energy - began, Published!.Value, 10.0));
    }

    private void PlugIn()
    {
        (_box.Power, _box.Vehicle, _box.Duration) = (0, false, null);
        _box.Evaluate();
        (_box.Power, _box.Vehicle, _box.Duration) = (11_000, true, TimeSpan.Zero);
        _box.Evaluate();
    }
}
