using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Plant;

/// <summary>Time series of what two sources say: seconds, source, watts (or what happens), and what counts then.</summary>
public sealed class SeveralSourcesTests
{
    private readonly SimulatedTime _time = new();
    private readonly PlantState _plant;

    public SeveralSourcesTests() =>
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), new ChangeSignal(), _time, ["ftp", "sunSpec"]);

    [Fact]
    public void Look_TwoSources_TheNewestCounts()
    {
        Accept("ftp", 5000);
        Pass(5);
        Accept("sunSpec", 4800);
        Expect(InverterStatus.Ok, 4800);
        Pass(5);
        Accept("ftp", 4900);
        Expect(InverterStatus.Ok, 4900);
    }

    [Fact]
    public void Look_OneSourceGoesSilent_TheOtherCounts()
    {
        Accept("ftp", 5000);
        Pass(29);
        Accept("sunSpec", 4800);
        Pass(2);
        Expect(InverterStatus.Ok, 4800);
        Assert.Equal([InverterStatus.Stale, InverterStatus.Ok], _plant.Evaluate().Sources.Select(source => source.Status));
    }

    [Fact]
    public void Refuse_OneSource_TheOtherCountsAndTheFaultIsItsOwn()
    {
        Accept("ftp", 5000);
        Accept("sunSpec", 4800);
        _plant.Refuse("sunSpec", "odd");
        Expect(InverterStatus.Ok, 5000);
        Assert.Equal([null, "odd"], _plant.Evaluate().Sources.Select(source => source.Fault));
        Assert.Null(_plant.Evaluate().Fault);
        _plant.Refuse("ftp", "odd, too");
        Expect(InverterStatus.Invalid, 0);
        Assert.Equal("odd, too", _plant.Evaluate().Fault);
    }

    [Fact]
    public void Miss_Source_ChangesNothingUntilItsReadingIsTooOld()
    {
        Accept("ftp", 5000);
        _plant.ReportUnavailable("ftp", "no answer");
        Expect(InverterStatus.Ok, 5000);
        Assert.Equal("no answer", _plant.Evaluate().Sources[0].Fault);
        Accept("ftp", 5000);
        Assert.Null(_plant.Evaluate().Sources[0].Fault);
    }

    [Fact]
    public void Look_SourceNeverHeard_IsMissing() =>
        Assert.Equal([("ftp", InverterStatus.Missing), ("sunSpec", InverterStatus.Missing)], _plant.Evaluate().Sources.Select(source => (source.Name, source.Status)));

    [Theory]
    [InlineData(5000, 4100, false)]
    [InlineData(5000, 3900, true)]
    [InlineData(0, 3900, true)]
    [InlineData(300, 100, false)]
    public void Look_SourcesApartForAMinute_TheLowerCountsAndItIsTold(double ftp, double sunSpec, bool contradicts)
    {
        for (var second = 0; second <= 70; second += 5)
        {
            if (second % 10 == 0)
                Accept("ftp", ftp);
            Accept("sunSpec", sunSpec);
            Assert.Equal(contradicts && second >= 60, _plant.Evaluate().Contradiction is not null);
            Pass(5);
        }

        Accept("sunSpec", sunSpec);
        Accept("ftp", ftp);
        Expect(InverterStatus.Ok, contradicts ? Math.Min(ftp, sunSpec) : ftp);
        if (ftp == 5000 && contradicts)
            Assert.Equal("sunSpec says 3900 W, ftp says 5000 W: the lower one counts", _plant.Evaluate().Contradiction);
    }

    [Fact]
    public void Look_SourcesAgreeAgain_TheNewestCountsAndTheRaiseWaits()
    {
        Contradict();
        Accept("sunSpec", 5000);
        Assert.Null(_plant.Evaluate().Contradiction);
        Expect(InverterStatus.Ok, 5000);
        Assert.Equal(1000, _plant.Evaluate().Steady.Value);
    }

    [Fact]
    public void Look_ContradictionAndThenSilence_StandsWhenTheyAreHeardAgain()
    {
        Contradict();
        _plant.Distrust("the clock jumped");
        Accept("ftp", 5000);
        Assert.Null(_plant.Evaluate().Contradiction);
        Expect(InverterStatus.Ok, 1000);
        Pass(10);
        Accept("sunSpec", 1000);
        Expect(InverterStatus.Ok, 1000);
        Accept("ftp", 5000);
        Expect(InverterStatus.Ok, 1000);
    }

    [Fact]
    public void Look_ApartForLessThanAMinuteBeforeALongSilence_TheMinuteBeginsAnew()
    {
        Accept("ftp", 5000);
        Accept("sunSpec", 1000);
        Pass(200);
        _plant.Evaluate();
        Accept("ftp", 5000);
        Accept("sunSpec", 1000);
        Assert.Null(_plant.Evaluate().Contradiction);
    }

    [Fact]
    public void Look_SourcesApartAgainAfterTheyAgreed_TheMinuteBeginsAnew()
    {
        Accept("ftp", 5000);
        Accept("sunSpec", 1000);
        Pass(25);
        Accept("ftp", 5000);
        Accept("sunSpec", 5000);
        Pass(10);
        Accept("sunSpec", 1000);
        Pass(15);
        Accept("ftp", 5000);
        Pass(11);
        Assert.Null(_plant.Evaluate().Contradiction);
    }

    [Fact]
    public void Look_TwoSources_ChangesWhenTheOlderReadingIsTooOld()
    {
        for (var second = 0; second < 60; second += 10)
        {
            Accept("ftp", 5000);
            Accept("sunSpec", 5000);
            Pass(10);
        }

        Accept("ftp", 5000);
        Assert.Equal(TimeSpan.FromSeconds(20), _plant.Evaluate().ChangesIn);
    }

    [Fact]
    public void Look_OnlyOneSourceKnowsTheMeter_ItsFiguresStay()
    {
        _plant.Accept(Reading("ftp", 5000) with { GridPower = new Watts(-300), LoadPower = new Watts(4700), EnergyTotal = new WattHours(7) });
        Pass(1);
        Accept("sunSpec", 5100);
        var reading = _plant.Evaluate().Reading!;
        Assert.Equal((5100, -300, 4700, 7), (reading.Power.Value, reading.GridPower!.Value.Value, reading.LoadPower!.Value.Value, reading.EnergyTotal!.Value.Value));
    }

    private void Contradict()
    {
        for (var second = 0; second <= 60; second += 10)
        {
            Accept("ftp", 5000);
            Accept("sunSpec", 1000);
            Pass(10);
        }
    }

    private InverterReading Reading(string source, double watts) => new() { Source = source, Power = new Watts(watts), ArrivedAt = _time.GetTimestamp() };

    private void Accept(string source, double watts) => _plant.Accept(Reading(source, watts));

    private void Pass(double seconds) => _time.MoveTo(_time.Now + (long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private void Expect(InverterStatus status, double now) => Assert.Equal((status, now), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
}
