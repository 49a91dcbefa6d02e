using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

/// <summary>The counters of charged energy in the whole house, over restarts.</summary>
public sealed class CountersTests : IDisposable
{
    private readonly SimulatedHouse _house = new();

    public CountersTests()
    {
        _house.Box.PlugIn(new SimulatedCar());
        _house.Shine(() => 5600);
        _house.Start();
    }

    [Fact]
    public void Counters_KilledTwiceAndOutOfReach_NeverFallAndAgreeWithTheMeter()
    {
        var (sun, grid) = (0d, 0d);
        var began = 0d;
        for (var minute = 0; minute < 90; minute++)
        {
            if (minute is 20 or 40)
            {
                _house.Kill();
                _house.Advance(120);
                _house.Restart();
            }

            _house.Line.Refuses = minute is >= 60 and < 65;
            _house.Advance(60);
            if (_house.Report is not { Charged: { } charged, Reading.EnergyTotal: { } meter })
                continue;
            if (began == 0)
                began = meter.Value - charged.Total.Value;
            Assert.True(charged.Sun.Value >= sun && charged.Grid.Value >= grid, $"{sun} and {grid} Wh, then {charged}");
            (sun, grid) = (charged.Sun.Value, charged.Grid.Value);
            Assert.InRange(charged.Total.Value, meter.Value - began - 700, meter.Value - began + 300);
        }

        Assert.InRange(sun, 5600, 5600 * 1.5);
        Assert.InRange(grid, 11_000, 30_000);
    }

    [Fact]
    public void Counters_DiskFull_StandStill()
    {
        _house.Advance(130);
        var shown = _house.Report.Charged;
        Assert.NotNull(shown);
        _house.Disk.Fault = new IOException("No space left on device");
        _house.Advance(300);
        Assert.Equal(shown, _house.Report.Charged);
        _house.Disk.Fault = null;
        _house.Advance(130);
        Assert.True(_house.Report.Charged!.Total > shown.Total);
    }

    public void Dispose() => _house.Dispose();
}
