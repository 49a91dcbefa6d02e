using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Metering;

public sealed class ChargeMeterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChargeMeter _charge;

    public ChargeMeterTests() => _charge = new ChargeMeter(_time);

    [Theory]
    [InlineData(0, 10_000, 0)]
    [InlineData(0.25, 7500, 2500)]
    [InlineData(1, 0, 10_000)]
    public void Take_AnHour_IsSplitByTheGridsShare(double gridShare, double sun, double grid)
    {
        Charge(3600, 10_000, gridShare);
        Assert.Equal((sun, grid), (Math.Round(_charge.Charged.Sun.Value), Math.Round(_charge.Charged.Grid.Value)));
    }

    [Fact]
    public void Take_NothingHeardForLong_CountsAFewSecondsAlone()
    {
        _charge.Take(new Watts(10_000), 0, null);
        _time.Advance(TimeSpan.FromHours(1));
        _charge.Take(new Watts(10_000), 0, null);
        Assert.InRange(_charge.Charged.Sun.Value, 41, 42);
    }

    [Fact]
    public void Take_MeterWentOnUnseen_TheRestIsFromTheGrid()
    {
        _charge.Take(new Watts(0), 0, new WattHours(1_000_000));
        _time.Advance(TimeSpan.FromHours(1));
        _charge.Take(null, 0, new WattHours(1_008_000));
        Assert.Equal((0, 8000), (_charge.Charged.Sun.Value, _charge.Charged.Grid.Value));
    }

    [Fact]
    public void Take_PowerAboveTheMeter_WaitsForTheMeter()
    {
        _charge.Take(new Watts(0), 0, new WattHours(1_000_000));
        Charge(3600, 10_000, 0, new WattHours(1_000_000));
        Assert.InRange(_charge.Charged.Sun.Value, 200, 205);
    }

    [Fact]
    public void Take_AnotherMeter_CountsOnFromThere()
    {
        _charge.Take(new Watts(0), 0, new WattHours(1_000_000));
        Charge(360, 10_000, 0);
        for (var minute = 0; minute <= 10; minute++)
        {
            _charge.Take(new Watts(0), 0, new WattHours(9_000_000));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(9_000_000, _charge.Meter!.Value.Value);
        Assert.InRange(_charge.Charged.Total.Value, 200, 1010);
        _time.Advance(TimeSpan.FromMinutes(6));
        var before = _charge.Charged.Total;
        _charge.Take(new Watts(0), 0, new WattHours(9_001_000));
        Assert.InRange((_charge.Charged.Total - before).Value, 750, 1250);
    }

    [Fact]
    public void Restore_AddsWhatWasKeptAndWhatWasChargedMeanwhile()
    {
        Charge(360, 10_000, 0);
        _charge.Restore(new ChargeState(new WattHours(1_000_000), new WattHours(900_000), new ChargedEnergy(new WattHours(60_000), new WattHours(40_000))));
        Assert.Equal(101_000, Math.Round(_charge.Charged.Total.Value));
        _charge.Take(new Watts(0), 0, new WattHours(1_011_000));
        Assert.Equal((61_000, 50_000), (Math.Round(_charge.Charged.Sun.Value), Math.Round(_charge.Charged.Grid.Value)));
    }

    private void Charge(int seconds, double power, double gridShare, WattHours? meter = null)
    {
        _charge.Take(new Watts(power), gridShare, meter);
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _charge.Take(new Watts(power), gridShare, meter);
        }

        _charge.Take(new Watts(0), gridShare, meter);
    }
}
