using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
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
        Take(new Watts(10_000), 0, null);
        _time.Advance(TimeSpan.FromHours(1));
        Take(new Watts(10_000), 0, null);
        Assert.InRange(_charge.Charged.Sun.Value, 41, 42);
    }

    [Fact]
    public void Take_MeterWentOnUnseen_TheRestIsFromTheGrid()
    {
        Take(new Watts(0), 0, new WattHours(1_000_000));
        _time.Advance(TimeSpan.FromHours(1));
        Take(null, 0, new WattHours(1_008_000));
        Assert.Equal((0, 8000), (_charge.Charged.Sun.Value, _charge.Charged.Grid.Value));
    }

    [Fact]
    public void Take_MeterStandsStill_EnergyFollowsThePower()
    {
        Take(new Watts(0), 0, new WattHours(1_000_000));
        Charge(3600, 10_000, 0, new WattHours(1_000_000));
        Assert.False(_charge.MeterFollows);
        Assert.InRange(_charge.Charged.Sun.Value, 9900, 10_100);
        Assert.Equal(0, _charge.Charged.Grid.Value);
        Assert.InRange(_charge.Meter!.Value.Value, 1_009_899, 1_010_100);
    }

    [Fact]
    public void Take_MeterNeverAnswers_IsIntegratedFromTheFirstKilowattHour()
    {
        Charge(350, 10_000, 0);
        Assert.Null(_charge.Meter);
        Charge(3600, 10_000, 0);
        Assert.InRange(_charge.Meter!.Value.Value, 10_950, 11_000);
        Assert.Equal(_charge.Meter.Value.Value, _charge.Charged.Total.Value, 0.01);
    }

    [Fact]
    public void Take_AnotherMeter_CountsOnFromThere()
    {
        Take(new Watts(0), 0, new WattHours(1_000_000));
        Charge(60, 10_000, 0);
        for (var minute = 0; minute <= 10; minute++)
        {
            Take(new Watts(0), 0, new WattHours(9_000_000));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_charge.Meter!.Value.Value, 1_000_100, 1_000_200);
        Assert.True(_charge.MeterFollows);
        for (var second = 0; second <= 360; second++)
        {
            Take(new Watts(10_000), 0, new WattHours(9_000_000 + (second / 36 * 100)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(_charge.MeterFollows);
        Assert.InRange(_charge.Meter.Value.Value, 1_001_000, 1_001_200);
        Assert.Equal(_charge.Meter.Value.Value - 1_000_000, _charge.Charged.Total.Value, 210.0);
    }

    [Fact]
    public void Take_AWeekOfIdleNoise_CountsNothing()
    {
        Take(new Watts(4), 0, new WattHours(1_000_000));
        for (var minute = 0; minute < 7 * 24 * 60; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            _charge.Take(new ChargerReading { Power = new Watts(4), Vehicle = true, EnergyTotal = new WattHours(1_000_000), SessionEnergy = new WattHours(0) }, 1);
        }

        Assert.Equal((0, 0, 1_000_000), (_charge.Charged.Total.Value, _charge.Session!.Value.Value, _charge.Meter!.Value.Value));
        Assert.True(_charge.MeterFollows && _charge.SessionFollows);
    }

    [Fact]
    public void Restore_AddsWhatWasKeptAndWhatWasChargedMeanwhile()
    {
        Charge(360, 10_000, 0);
        _charge.Restore(new ChargeState(
            new CounterState(new WattHours(1_000_000), new WattHours(1_000_000), default, true),
            new WattHours(900_000),
            new ChargedEnergy(new WattHours(60_000), new WattHours(40_000)),
            SessionState.Unknown));
        Assert.Equal(101_000, Math.Round(_charge.Charged.Total.Value));
        Take(new Watts(0), 0, new WattHours(1_011_000));
        Assert.Equal((61_000, 50_000), (Math.Round(_charge.Charged.Sun.Value), Math.Round(_charge.Charged.Grid.Value)));
    }

    private void Take(Watts? power, double gridShare, WattHours? meter) => _charge.Take(new ChargerReading { Power = power, EnergyTotal = meter }, gridShare);

    private void Charge(int seconds, double power, double gridShare, WattHours? meter = null)
    {
        Take(new Watts(power), gridShare, meter);
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Take(new Watts(power), gridShare, meter);
        }

        Take(new Watts(0), gridShare, meter);
    }
}
