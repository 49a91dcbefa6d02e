using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

/// <summary>A machine that stands still for a while, and the sun goes meanwhile.</summary>
public sealed class MachinePauseTests : IDisposable
{
    private readonly SimulatedHouse _house = new(new SimulatedEvc04Options { FailsafeCurrent = 10, FailsafeTimeout = 20 });
    private double _sun = 5600;

    public MachinePauseTests()
    {
        _house.Shine(() => _sun);
        _house.Start();
        _house.Advance(65);
        Assert.Equal(24, _house.Box.Setpoint);
    }

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Suspended_ForAMinute_OldSunIsNeverWritten()
    {
        Sleep(60, unnoticed: false);
        _house.Advance(3);
        Assert.Equal([16], Setpoints());
    }

    [Fact]
    public void Paused_WallClockShowsIt_OldSunIsNeverWritten()
    {
        Sleep(60, unnoticed: true, corrected: true);
        _house.Advance(3);
        Assert.Equal([16], Setpoints());
    }

    [Fact]
    public void Paused_WallClockIsCorrectedLater_FallsThenAndRisesWithNewSun()
    {
        Sleep(10, unnoticed: true);
        _house.Advance(0.3);
        Assert.Equal(24, _house.Box.Setpoint);
        _sun = 5600;
        _house.World.Do(() => _house.Service.Process.WallClockBehind = TimeSpan.Zero);
        _house.Advance(1.1);
        Assert.Equal([16], Setpoints());
        _house.Advance(45);
        Assert.Equal([16, 24], Setpoints());
    }

    [Fact]
    public void Paused_NoClockShowsItAndTheBoxHasFallenBack_OldSunIsNeverAcknowledged()
    {
        Sleep(60, unnoticed: true);
        Assert.True(_house.Box.InFailsafe);
        _house.Advance(8);
        Assert.Equal([16], Setpoints());
    }

    [Fact]
    public void ClockSetAhead_BetweenTwoReads_IsTheNextRequest()
    {
        _house.Line.RequestDelay = () => TimeSpan.FromMilliseconds(200);
        _house.Advance(5);
        _house.Writes.Clear();
        _house.World.Time.WallClockOffset += TimeSpan.FromMinutes(1);
        _house.Advance(0.61);
        Assert.Equal(16, _house.Box.Setpoint);
    }

    // The sun goes as soon as nobody looks.
    private void Sleep(double seconds, bool unnoticed, bool corrected = false)
    {
        var process = _house.Service.Process;
        _house.World.Do(process.Halt);
        _sun = 0;
        _house.Writes.Clear();
        _house.Advance(seconds);
        _house.World.Do(() =>
        {
            process.GoOn(unnoticed);
            if (corrected)
                process.WallClockBehind = TimeSpan.Zero;
        });
    }

    private IEnumerable<int> Setpoints() => _house.Writes.Where(write => write.Address == 5004).Select(write => (int)write.Value).Distinct();
}
