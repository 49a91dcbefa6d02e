using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.History;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.History;

public sealed class HistoryBookTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 22, 30, 0, TimeSpan.Zero));
    private readonly HistoryBook _book;
    private double _sun;
    private double _grid;

    public HistoryBookTests() => _book = new HistoryBook(_time);

    [Fact]
    public void Session_FromPluggingInToUnplugging_HasItsEnergyAndHighestPower()
    {
        Take(vehicle: false, 0);
        var start = _time.GetUtcNow();
        Take(vehicle: true, 0);
        (_sun, _grid) = (600, 200);
        Take(vehicle: true, 11_000);
        (_sun, _grid) = (900, 300);
        Take(vehicle: null, null);
        Take(vehicle: true, 7000);
        var running = Assert.Single(_book.Sessions);
        Assert.Equal((900, 300, 11_000, null), (running.Sun, running.Grid, running.MaxPower, running.End));
        Take(vehicle: false, 0);
        Take(vehicle: false, 0);
        var ended = Assert.Single(_book.Sessions);
        Assert.Equal((start, start + TimeSpan.FromSeconds(20)), (ended.Start, ended.End));
        Assert.Equal((900, 300), (_book.Days.Sum(day => day.Sun), _book.Days.Sum(day => day.Grid)));
        _book.Clear();
        Assert.Empty(_book.Sessions);
    }

    [Fact]
    public void Session_WithNothingCharged_IsNone()
    {
        Take(vehicle: true, 5);
        (_sun, _grid) = (20, 20);
        Take(vehicle: false, 0);
        Assert.Empty(_book.Sessions);
    }

    [Fact]
    public void Counters_AtTheirFirstSight_AreNoEnergy()
    {
        (_sun, _grid) = (500_000, 900_000);
        Take(vehicle: true, 11_000);
        _sun += 100;
        Take(vehicle: true, 11_000);
        Assert.Equal(100, Assert.Single(_book.Sessions).Energy);
    }

    [Fact]
    public void Session_FromBeforeARestart_GoesOn()
    {
        var before = new ChargingSession("charger", _time.GetUtcNow() - TimeSpan.FromHours(2), null, _time.GetUtcNow(), 1000, 500, 9000);
        Assert.True(_book.Resume(before));
        Assert.False(_book.Resume(before));
        Take(vehicle: true, 100);
        _sun = 300;
        Take(vehicle: false, 0);
        Assert.Equal(before with { Sun = 1300, End = _time.GetUtcNow() - TimeSpan.FromSeconds(5), Seen = _time.GetUtcNow() - TimeSpan.FromSeconds(5) }, Assert.Single(_book.Sessions));
    }

    [Fact]
    public void Samples_AreOneEachTenSecondsAndBounded()
    {
        for (var second = 0; second < 5000; second += 5)
            Take(vehicle: true, 11_000);
        Assert.Equal(360, _book.Samples.Count);
        Assert.All(_book.Samples, sample => Assert.Equal((0, 5600.46, 14_000, 11_000, 20), (sample.Time % 10, sample.Pv, sample.Allowance, sample.Power, sample.Setpoint)));
        Assert.Equal(360, _book.Samples.Select(sample => sample.Time).Distinct().Count());
    }

    [Fact]
    public void Sums_AtMidnight_GoToTheNextDay()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(1), "here", "here"));
        for (var second = 0; second < 3600; second += 5)
            Take(vehicle: true, 0);
        Assert.Equal([new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2)], _book.Days.Select(day => day.Day));
        Assert.All(_book.Days, day => Assert.InRange(day.Pv, 2700, 2810));
    }

    private void Take(bool? vehicle, double? power)
    {
        var full = SampleReports.Full;
        var charger = full.Chargers[0] with
        {
            Counted = new ChargedEnergy(new WattHours(_sun), new WattHours(_grid)),
            Reading = vehicle is null ? null : new ChargerReading { Vehicle = vehicle, Power = power is { } watts ? new Watts(watts) : null },
        };
        _book.Take(full with { Time = _time.GetUtcNow(), Chargers = [charger] });
        _time.Advance(TimeSpan.FromSeconds(5));
    }
}
