using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Plant;

public sealed class PlantStateTests
{
    private readonly SimulatedTime _time = new();
    private readonly ChangeSignal _signal = new();
    private readonly PlantState _plant;

    public PlantStateTests() => _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), _signal, _time);

    [Fact]
    public void Look_NothingHeard_IsMissingAndNoSun() => Expect(InverterStatus.Missing, 0, 0);

    [Fact]
    public void Look_ReadingOlderThanMaxAge_IsStaleAndNoSun()
    {
        Accept(5600);
        Expect(InverterStatus.Ok, 5600, 0);
        Pass(29.999);
        Expect(InverterStatus.Ok, 5600, 0);
        Pass(0.001);
        Expect(InverterStatus.Stale, 0, 0);
    }

    [Fact]
    public void Look_SunThatReturnsAfterAGap_WaitsForTheRaiseDelay()
    {
        Accept(5600);
        Pass(20);
        Accept(5600);
        Pass(20);
        Expect(InverterStatus.Ok, 5600, 5600);
        Pass(20);
        Expect(InverterStatus.Stale, 0, 0);
        Accept(5600);
        Expect(InverterStatus.Ok, 5600, 0);
        Pass(25);
        Accept(6000);
        Expect(InverterStatus.Ok, 6000, 0);
        Pass(5);
        Expect(InverterStatus.Ok, 6000, 5600);
    }

    [Fact]
    public void Accept_AfterAGapNobodyLookedAt_CountsTheGap()
    {
        Accept(5600);
        Pass(40);
        Accept(5600);
        Expect(InverterStatus.Ok, 5600, 0);
    }

    [Fact]
    public void Refuse_AfterSun_IsInvalidAndNoSunUntilAReadingIsAccepted()
    {
        Accept(5600);
        Pass(31);
        Accept(5600);
        _plant.Refuse("ftp", "odd");
        Expect(InverterStatus.Invalid, 0, 0);
        Accept(5600);
        Expect(InverterStatus.Ok, 5600, 0);
    }

    [Fact]
    public void Accept_Reading_RaisesTheSignal()
    {
        var before = _signal.Version;
        Accept(5600);
        Assert.NotEqual(before, _signal.Version);
    }

    [Fact]
    public void Look_ValidReading_TellsWhenTimeAloneChangesIt()
    {
        Accept(5600);
        Pass(12);
        Assert.Equal(TimeSpan.FromSeconds(18), _plant.Evaluate().ChangesIn);
    }

    private void Accept(double watts) =>
        _plant.Accept(new InverterReading { Source = "ftp", Power = new Watts(watts), ArrivedAt = _time.GetTimestamp() });

    private void Pass(double seconds) => _time.MoveTo(_time.Now + (long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private void Expect(InverterStatus status, double now, double steady)
    {
        var sun = _plant.Evaluate();
        Assert.Equal((status, now, steady), (sun.Status, sun.Now.Value, sun.Steady.Value));
        Assert.Equal(status == InverterStatus.Ok, sun.Reading is not null);
    }
}
