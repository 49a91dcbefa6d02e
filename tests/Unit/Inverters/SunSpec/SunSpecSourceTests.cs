using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Inverters.SunSpec;

/// <summary>The source under simulated time, against units that answer, refuse and are silent.</summary>
public sealed class SunSpecSourceTests : IReadingSink
{
    private const string End = "FFFF0000";
    private const string Meter = "3=012C 00C8 0064 FFFF, 18=03E8 02BC 0190 FF9C 0000";
    private readonly SimulatedWorld _world = new();
    private readonly FakeBus _bus;
    private readonly PlantState _plant;
    private readonly List<InverterReading> _readings = [];
    private readonly List<MeterReading> _meters = [];
    private readonly List<string> _faults = [];
    private readonly LineLogger _log = new();

    public SunSpecSourceTests()
    {
        _bus = new FakeBus(_world.Time);
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), new ChangeSignal(), _world.Time, ["sunSpec"]);
    }

    private InverterStatus Status => _plant.Evaluate().Status;

    void IReadingSink.Accept(InverterReading reading)
    {
        _readings.Add(reading);
        _plant.Accept(reading);
    }

    void IReadingSink.Accept(MeterReading reading) => _meters.Add(reading);

    void IReadingSink.Refuse(string source, string fault)
    {
        _faults.Add($"refused: {fault}");
        _plant.Refuse(source, fault);
    }

    void IReadingSink.ReportUnavailable(string source, string fault)
    {
        _faults.Add($"missed: {fault}");
        _plant.ReportUnavailable(source, fault);
    }

    [Fact]
    public void Source_InverterAndMeter_AreReadTogetherOnceASecond()
    {
        Serve(1, Blocks.Inverter());
        ServeMeter(240);
        Start();
        Pass(10);
        Assert.InRange(_readings.Count, 10, 11);
        var last = _readings[^1];
        Assert.Equal(
            ("sunSpec", 5600, false, 1000d, 6600d, 21_245_430d),
            (last.Source, last.Power.Value, last.Night, last.GridPower?.Value, last.LoadPower?.Value, last.EnergyTotal?.Value));
        Assert.Null(_readings[0].GridPower);
        Assert.Equal((1000, 30, -10), (_meters[^1].Power.Value, _meters[^1].Current!.Value.L1.Value, _meters[^1].Current!.Value.L3.Value));
        Assert.Equal(
            [
                "Inverter (sunSpec): unit 1 of tcp://bus is Fronius Symo 10.0-3-M, serial 2930, version 3.30, model 103",
                "Inverter (sunSpec): the meter is unit 240 of tcp://bus: Fronius Symo 10.0-3-M, serial 2930, version 3.30, model 203",
            ],
            _log.Lines);
        // Two requests a round once all is found.
        Assert.Equal(2, _bus.Requests.Count(request => request.At > TimeSpan.FromSeconds(8.5) && request.At < TimeSpan.FromSeconds(9.5)));
    }

    [Fact]
    public void Source_WhateverHappens_OnlyEverReads()
    {
        Serve(1, Blocks.Inverter());
        ServeMeter(200);
        Start();
        Pass(60);
        _bus.Refusals[1] = 4;
        Pass(10);
        _bus.Refusals.Clear();
        _bus.Down = true;
        Pass(60);
        _bus.Down = false;
        Serve(1, Blocks.Of(113, 60, "22=45AF 0000, 48=0004"));
        Pass(60);
        Assert.Equal(5600, _readings[^1].Power.Value);
        Assert.All(_bus.Requests, request => Assert.Equal(3, request.Function));
        Assert.Equal(1, _bus.Open);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.6, 1)]
    [InlineData(1.2, 2)]
    public void Source_SlowAnswers_KeepThePaceAndDoNotPileUp(double latency, int every)
    {
        Serve(1, Blocks.Inverter());
        Start(options => options with { MeterUnits = [] });
        Pass(5);
        _bus.Latency = TimeSpan.FromSeconds(latency);
        Pass(60);
        var asked = _bus.Requests.Where(request => request.At > TimeSpan.FromSeconds(20)).Select(request => request.At.TotalSeconds).ToArray();
        Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.Equal(every, pair.Second - pair.First, 3));
    }

    [Fact]
    public void Source_Silence_IsMissedOnceAndAgesUntilItIsStale()
    {
        Serve(1, Blocks.Inverter());
        Start(options => options with { MeterUnits = [] });
        Pass(10);
        _bus.Down = true;
        Pass(25);
        Assert.Equal(InverterStatus.Ok, Status);
        Pass(15);
        Assert.Equal(InverterStatus.Stale, Status);
        Assert.All(_faults, fault => Assert.StartsWith("missed: ", fault, StringComparison.Ordinal));
        _bus.Down = false;
        Pass(20);
        Assert.Equal(InverterStatus.Ok, Status);
        Assert.Equal(
            [
                "Inverter (sunSpec): no reading from tcp://bus: no answer within 2 s to function 3 at 40069. Trying again",
                "Inverter (sunSpec): readings are accepted again",
            ],
            _log.Lines.Skip(1));
        // About 40 s of silence: the attempts become rarer.
        Assert.InRange(_bus.Dials, 4, 12);
    }

    [Fact]
    public void Source_ReadingNotCredible_CountsAsNoSunUntilOneIs()
    {
        Serve(1, Blocks.Inverter());
        Start(options => options with { MeterUnits = [] });
        Pass(5);
        Serve(1, Blocks.Inverter(0, 7, 0));
        Pass(3);
        Assert.Equal((InverterStatus.Invalid, 0), (Status, _plant.Evaluate().Now.Value));
        Serve(1, Blocks.Inverter(11_000));
        Pass(3);
        Assert.Equal("refused: inverter power is 11000 W; allowed: up to 10890 W (110 % of ratedPower)", _faults[^1]);
        Serve(1, Blocks.Inverter(-300));
        Pass(3);
        Assert.Equal("refused: inverter power is -300 W; allowed: -198 W and more", _faults[^1]);
        Serve(1, Blocks.Inverter(-20));
        Pass(3);
        Assert.Equal((InverterStatus.Ok, 0), (Status, _plant.Evaluate().Now.Value));
        Assert.Equal(
            ["Inverter (sunSpec): reading refused: operating state 7 (fault) and nothing but zeros", "Inverter (sunSpec): readings are accepted again"],
            _log.Lines.Skip(1));
        Assert.Equal(1, _bus.Dials);
    }

    [Theory]
    [InlineData("14=8000 8000, 38=FFFF")]
    [InlineData("14=0000 0000, 38=0002")]
    [InlineData("14=0003 0000, 38=0001")]
    public void Source_Asleep_IsNightAndNoFault(string words)
    {
        Serve(1, Blocks.Of(103, 50, words));
        Start();
        Pass(120);
        Assert.Equal((InverterStatus.Night, 0), (Status, _plant.Evaluate().Now.Value));
        Assert.Empty(_faults);
    }

    [Fact]
    public void Source_SeveralUnits_AreAddedUp()
    {
        Serve(1, Blocks.Inverter(3000));
        Serve(2, Blocks.Of(113, 60, "22=447A 0000, 32=42C8 0000, 48=0004"));
        Start(options => options with { Units = [1, 2], MeterUnits = [] });
        Pass(3);
        Assert.Equal((4000, 21_245_530d), (_readings[^1].Power.Value, _readings[^1].EnergyTotal?.Value));

        // One asleep, one not: its 0 W counts; the energy that it does not tell makes the sum unknown.
        Serve(2, Blocks.Of(113, 60, "22=7FC0 0000, 32=7FC0 0000, 48=FFFF"));
        Pass(3);
        Assert.Equal((3000, false, null), (_readings[^1].Power.Value, _readings[^1].Night, _readings[^1].EnergyTotal?.Value));
    }

    [Fact]
    public void Source_OneUnitOfTwoRefuses_IsNoReadingByDayAndNightAtNight()
    {
        Serve(1, Blocks.Inverter(3000));
        Serve(2, Blocks.Inverter(1000));
        Start(options => options with { Units = [1, 2], MeterUnits = [] });
        Pass(3);
        var before = _readings.Count;
        _bus.Refusals[2] = 11;
        Pass(5);
        Assert.Equal(before, _readings.Count);
        Assert.Equal("missed: unit 2: function 3 at 40069: exception 11 (gateway target did not respond)", _faults[^1]);
        Assert.Equal(1, _bus.Dials);
        Serve(1, Blocks.Inverter(0, 2));
        Pass(5);
        Assert.Equal((InverterStatus.Night, 0), (Status, _plant.Evaluate().Now.Value));
    }

    [Fact]
    public void Source_OneUnitOfTwoSilent_IsNoReadingByDayAndNightAtNight()
    {
        Serve(1, Blocks.Inverter(3000));
        Start(options => options with { Units = [1, 2], MeterUnits = [] });
        Pass(30);
        Assert.Empty(_readings);
        Assert.StartsWith("missed: unit 2: no answer within 2 s", _faults[^1], StringComparison.Ordinal);
        Serve(1, Blocks.Inverter(0, 2));
        Pass(60);
        Assert.Equal(InverterStatus.Night, Status);
        Assert.Equal(3, _log.Lines.Count);
    }

    [Fact]
    public void Source_MapMoves_IsWalkedAgain()
    {
        Serve(1, Blocks.Inverter());
        Start(options => options with { MeterUnits = [] });
        Pass(3);
        // Somebody sets "float" on the inverter's page.
        Serve(1, Blocks.Of(113, 60, "22=447A 0000, 48=0004"));
        Pass(10);
        Assert.Equal((1000, InverterStatus.Ok), (_readings[^1].Power.Value, Status));
        Assert.Contains("missed: model 103 is no longer at 40069", _faults);
        _bus.Units[1] = (40000, Blocks.Map(End, Blocks.Common(66), Blocks.Of(120, 26, ""), Blocks.Inverter(700)));
        Pass(10);
        Assert.Equal((700, InverterStatus.Ok), (_readings[^1].Power.Value, Status));
    }

    [Fact]
    public void Source_NoSunSpec_SaysSoAndTriesEverMoreRarely()
    {
        _bus.Units[1] = (100, new byte[20]);
        Start();
        Pass(120);
        Assert.All(_faults, fault => Assert.Equal("missed: no SunSpec map at 40000, 50000, 0", fault));
        Assert.InRange(_bus.Dials, 8, 20);
        Assert.Single(_log.Lines);
    }

    [Theory]
    [InlineData(240)]
    [InlineData(200)]
    public void Meter_Auto_IsFoundAtFroniusUnits(byte unit)
    {
        Serve(1, Blocks.Inverter());
        ServeMeter(unit);
        Start();
        Pass(10);
        Assert.Equal(1000, _readings[^1].GridPower?.Value);
        Assert.Empty(_faults);
    }

    [Fact]
    public void Meter_Absent_IsLookedForEverMoreRarelyAndCostsNoReading()
    {
        Serve(1, Blocks.Inverter());
        Start();
        Pass(3600);
        Assert.Empty(_faults);
        Assert.Equal(InverterStatus.Ok, Status);
        Assert.InRange(_bus.Requests.Count(request => request.Unit == 240), 5, 16);
        Assert.True(_readings.Count > 3500, $"{_readings.Count} readings");
        Assert.Equal(2, _log.Lines.Count);
        Assert.StartsWith("Inverter (sunSpec): no meter at tcp://bus: unit 200: no answer within 2 s", _log.Lines[1], StringComparison.Ordinal);
        ServeMeter(200);
        Pass(1300);
        Assert.Equal(1000, _readings[^1].GridPower?.Value);
    }

    [Fact]
    public void Meter_LostForAMoment_IsFoundAgainAndTheInverterGoesOn()
    {
        Serve(1, Blocks.Inverter());
        ServeMeter(240);
        Start();
        Pass(10);
        _bus.Units.Remove(240);
        Pass(6);
        Assert.Null(_readings[^1].GridPower);
        Assert.Empty(_faults);
        ServeMeter(240);
        Pass(30);
        Assert.Equal(1000, _readings[^1].GridPower?.Value);
        Assert.Equal(4, _log.Lines.Count);
        Assert.DoesNotContain(_bus.Requests, request => request.Unit == 200);
    }

    [Fact]
    public void Meter_WholeConnectionLost_IsThereAgainWithIt()
    {
        Serve(1, Blocks.Inverter());
        ServeMeter(240);
        Start();
        Pass(10);
        _bus.Down = true;
        Pass(60);
        _bus.Down = false;
        _world.AdvanceUntil(() => Status == InverterStatus.Ok, TimeSpan.FromSeconds(20));
        Pass(1.5);
        Assert.Equal(1000, _readings[^1].GridPower?.Value);
        Assert.Equal(
            ["Inverter (sunSpec): no reading from tcp://bus: refused. Trying again", "Inverter (sunSpec): readings are accepted again"],
            _log.Lines.Skip(2));
    }

    [Fact]
    public void Meter_OfSomebodyElse_IsTakenOnlyWhereItIsNamed()
    {
        Serve(1, Blocks.Inverter());
        _bus.Units[240] = (40000, Blocks.Map(End, Blocks.Common(65, "SolarEdge"), Blocks.Of(203, 105, Meter)));
        _bus.Refusals[200] = 11;
        Start();
        Pass(10);
        Assert.Empty(_meters);

        // The same, named.
        Start(options => options with { MeterUnits = [240] });
        Pass(10);
        Assert.NotEmpty(_meters);
    }

    [Fact]
    public void Meter_NotCredible_LeavesTheInverterAlone()
    {
        Serve(1, Blocks.Inverter());
        ServeMeter(240);
        Start();
        Pass(5);
        ServeMeter(240, "18=8000");
        var before = _meters.Count;
        Pass(20);
        Assert.Equal((InverterStatus.Ok, null), (Status, _readings[^1].GridPower?.Value));
        Assert.Equal(before, _meters.Count);
        Assert.Equal("Inverter (sunSpec): the meter is not read: the meter's W is not implemented", _log.Lines[^1]);
        Assert.Equal(3, _log.Lines.Count);
    }

    [Fact]
    public void Source_WallClockSet_GoesOn()
    {
        Serve(1, Blocks.Inverter());
        Start(options => options with { MeterUnits = [] });
        Pass(10);
        _world.Time.WallClockOffset = TimeSpan.FromDays(-400);
        var before = _readings.Count;
        Pass(10);
        Assert.Equal(10, _readings.Count - before);
        Assert.Equal(InverterStatus.Ok, Status);
    }

    private void Serve(byte unit, byte[] inverter) => _bus.Units[unit] = (40000, Blocks.Map(End, Blocks.Common(), inverter, Blocks.Of(120, 26, "")));

    private void ServeMeter(byte unit, string words = Meter) => _bus.Units[unit] = (40000, Blocks.Map(End, Blocks.Common(), Blocks.Of(203, 105, words)));

    private void Start(Func<SunSpecSourceOptions, SunSpecSourceOptions>? change = null)
    {
        var options = new SunSpecSourceOptions { RatedPower = new Watts(9900), Random = new Random(1) };
        _world.Start(() => new SunSpecSource(_bus, change?.Invoke(options) ?? options, this, _world.Time, _log).RunAsync(CancellationToken.None));
    }

    private void Pass(double seconds) => _world.Advance(TimeSpan.FromSeconds(seconds));

    private sealed class LineLogger : ILogger<SunSpecSource>
    {
        internal List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
