using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Plant;

/// <summary>Time that may have passed without a clock that shows it.</summary>
public sealed class DistrustTests
{
    private const string Why = "the wall clock jumped ahead by 60 s";

    private readonly SimulatedTime _time = new();
    private readonly ChangeSignal _signal = new();
    private readonly List<string> _reported = [];
    private readonly List<int> _reportedBeforeTheMeter = [];
    private readonly PlantState _plant;

    public DistrustTests() => _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), _signal, _time, ["ftp", "sunSpec"])
    {
        Distrusted = _reported.Add,
        Meter = _ => _reportedBeforeTheMeter.Add(_reported.Count),
    };

    [Fact]
    public void Distrust_ReadingsOfBefore_CountNoLongerAndSayWhy()
    {
        Accept("ftp", 5600);
        Accept("sunSpec", 5600);
        Pass(31);
        Accept("ftp", 5600);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
        var before = _signal.Version;
        _plant.Distrust("asleep");
        var sun = _plant.Evaluate();
        Assert.Equal((InverterStatus.Stale, 0, 0, "asleep"), (sun.Status, sun.Now.Value, sun.Steady.Value, sun.Fault));
        Assert.Null(sun.Reading);
        Assert.All(sun.Sources, source => Assert.Equal((InverterStatus.Stale, null, "asleep"), (source.Status, source.Power, source.Fault)));
        Assert.NotEqual(before, _signal.Version);
        Assert.Equal(["asleep"], _reported);
    }

    [Fact]
    public void Distrust_NewerReading_CountsForItsOwnSourceAndTheRaiseWaits()
    {
        Accept("ftp", 5600);
        Accept("sunSpec", 5000);
        _plant.Distrust("asleep");
        Accept("sunSpec", 4000);
        var sun = _plant.Evaluate();
        Assert.Equal((InverterStatus.Ok, 4000, 0, null), (sun.Status, sun.Now.Value, sun.Steady.Value, sun.Fault));
        Assert.Equal([InverterStatus.Stale, InverterStatus.Ok], sun.Sources.Select(source => source.Status));
        Assert.Equal(["asleep", null], sun.Sources.Select(source => source.Fault));
        Pass(29);
        Accept("sunSpec", 4000);
        Assert.Equal(0, _plant.Evaluate().Steady.Value);
        Pass(1);
        Assert.Equal(4000, _plant.Evaluate().Steady.Value);
    }

    [Theory]
    [InlineData(170, 0)]
    [InlineData(200, 4000)]
    public void Distrust_OfAMomentLongAgo_CostsNothing(double seconds, double steady)
    {
        var lost = _time.Now;
        for (var second = 0; second < seconds; second += 10)
        {
            Accept("ftp", 4000);
            Pass(10);
        }

        _plant.Distrust("asleep", lost);
        Assert.Equal(steady, _plant.Evaluate().Steady.Value);
    }

    [Theory]
    [InlineData("ftp")]
    [InlineData("not configured")]
    public void Distrust_ReadingThatArrivedBeforeAndIsAcceptedAfter_DoesNotCount(string source)
    {
        var arrived = _time.Now;
        Pass(0.2);
        _plant.Distrust("asleep");
        Accept(source, 5600, arrived);
        Assert.Equal((InverterStatus.Stale, 0), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
        Assert.Equal("asleep", _plant.Evaluate().Fault);
        Accept(source, 5600);
        Assert.Equal((InverterStatus.Ok, 5600), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
    }

    [Fact]
    public void Distrust_NothingHeardYet_StaysMissing()
    {
        _plant.Distrust("asleep");
        Assert.Equal((InverterStatus.Missing, null), (_plant.Evaluate().Status, _plant.Evaluate().Fault));
    }

    [Fact]
    public void Distrust_SourceThatMissesAfterwards_SaysThat()
    {
        Accept("ftp", 5600);
        _plant.ReportUnavailable("ftp", "before");
        _plant.Distrust("asleep");
        Assert.Equal("asleep", _plant.Evaluate().Sources[0].Fault);
        _plant.ReportUnavailable("ftp", "no answer");
        Assert.Equal("no answer", _plant.Evaluate().Sources[0].Fault);
    }

    [Fact]
    public void Look_WallClockHasJumpedAhead_IsDistrustedOnce()
    {
        Accept("ftp", 5600);
        Pass(5);
        _time.WallClockOffset += TimeSpan.FromMinutes(1);
        var before = _signal.Version;
        Assert.Equal((InverterStatus.Stale, 0, Why), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value, _plant.Evaluate().Fault));
        Assert.Equal([Why], _reported);
        Assert.Equal(before + 1, _signal.Version);
        Accept("ftp", 5600);
        Pass(1);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public void CheckClocks_WallClockHasJumpedAhead_RaisesTheSignal()
    {
        Accept("ftp", 5600);
        var before = _signal.Version;
        _plant.CheckClocks();
        Assert.Equal(before, _signal.Version);
        _time.WallClockOffset += TimeSpan.FromMinutes(1);
        _plant.CheckClocks();
        Assert.Equal(before + 1, _signal.Version);
        Assert.Equal(0, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public void Accept_WallClockJumpedAheadSinceItArrived_DoesNotCount()
    {
        var arrived = _time.Now;
        Pass(0.2);
        _time.WallClockOffset += TimeSpan.FromMinutes(1);
        Accept("ftp", 5600, arrived);
        Assert.Equal(0, _plant.Evaluate().Now.Value);
        Assert.Equal([Why], _reported);
    }

    [Fact]
    public void Accept_MeterReadingAfterTheWallClockJumped_IsToldOfItFirst()
    {
        _time.WallClockOffset += TimeSpan.FromMinutes(1);
        _plant.Accept(new MeterReading { Source = "ftp", Power = Watts.Zero, ArrivedAt = _time.Now });
        Assert.Equal([1], _reportedBeforeTheMeter);
    }

    [Fact]
    public void Look_WallClockIsSetBack_ChangesNothing()
    {
        Accept("ftp", 5600);
        _time.WallClockOffset -= TimeSpan.FromDays(1);
        Pass(10);
        Assert.Equal((InverterStatus.Ok, 5600), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
        Assert.Empty(_reported);
    }

    private void Accept(string source, double watts, long? arrived = null) =>
        _plant.Accept(new InverterReading { Source = source, Power = new Watts(watts), ArrivedAt = arrived ?? _time.GetTimestamp() });

    private void Pass(double seconds) => _time.MoveTo(_time.Now + (long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
