using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

public sealed class ChargerLoopTests
{
    private readonly SimulatedWorld _world = new();
    private readonly ChangeSignal _signal = new();
    private readonly ReportFeed _feed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeCharger _charger;
    private readonly PlantState _plant;
    private readonly IntentStore _intents;
    private GridCap _cap = new(new Amperes(16), null, 3, new Volts(230));

    public ChargerLoopTests()
    {
        _charger = new FakeCharger(_world.Time);
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), _signal, _world.Time);
        _intents = new IntentStore(new Intent(ChargingMode.PvBoost, null), _signal);
    }

    [Fact]
    public void Start_Charger_ConnectsThenFailsafeThenSetpointThenAliveThenReads()
    {
        Start();
        Assert.Equal(["connect", "failsafe 10", "setpoint 16", "confirm", "alive", "read", "read", "read"], _charger.Calls);
        Assert.True(Report.Online);
        Assert.Equal(DecisionReason.InverterMissing, _feed.Latest!.Balancer.Reason);
    }

    [Fact]
    public void Sun_Steady_RaisesAfterTheDelayAndNoSooner()
    {
        Start();
        Shine(5600, seconds: 29);
        Assert.Equal((16, DecisionReason.RaiseDelay), (_charger.Setpoint, Report.Reason));
        Shine(5600, seconds: 2);
        Assert.Equal((24, DecisionReason.PvBoost), (_charger.Setpoint, Report.Reason));
    }

    [Fact]
    public void Sun_Falls_IsWrittenAtOnce()
    {
        Boosted();
        _charger.Calls.Clear();
        _world.Do(() => Sample(1000));
        Assert.Equal("setpoint 17", _charger.Calls[0]);
    }

    [Fact]
    public void Sun_FallsBetweenTwoReads_IsWrittenBeforeTheNextRead()
    {
        Boosted();
        _charger.Latency = TimeSpan.FromMilliseconds(100);
        _charger.Calls.Clear();
        _world.AdvanceUntil(() => _charger.Calls.Contains("read"), TimeSpan.FromSeconds(2));
        _world.Do(() => Sample(0));
        _world.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal("setpoint 16", _charger.Calls[_charger.Calls.IndexOf("read") + 1]);
    }

    [Fact]
    public void Setpoint_WrittenAfterItsRegisterWasRead_IsNoMismatch()
    {
        Boosted();
        _charger.Latency = TimeSpan.FromMilliseconds(100);
        _charger.Calls.Clear();
        _world.AdvanceUntil(() => _charger.Calls.Count(call => call == "read") == 3, TimeSpan.FromSeconds(2));
        _world.Do(() => Sample(0));
        var faults = new List<string?>();
        _world.Start(async () =>
        {
            await foreach (var report in _feed.Follow(_stop.Token))
                faults.Add(report.Chargers[0].Fault);
        });
        _world.Advance(TimeSpan.FromSeconds(5));
        Assert.All(faults, Assert.Null);
        Assert.Equal([16], _charger.Setpoints);
    }

    [Fact]
    public void Sun_Silent_EndsInTheCapAtMaxAge()
    {
        Boosted();
        _world.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(24, _charger.Setpoint);
        _world.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal((16, DecisionReason.InverterStale), (_charger.Setpoint, Report.Reason));
    }

    [Theory]
    [InlineData(ChargingMode.Fixed, 16)]
    [InlineData(ChargingMode.Off, 0)]
    public void Mode_Commanded_ActsAtOnce(ChargingMode mode, int amperes)
    {
        Boosted();
        _world.Do(() => _intents.SetMode(mode));
        Assert.Equal(amperes, _charger.Setpoint);
        _world.Do(() => _intents.SetMode(ChargingMode.PvBoost));
        Assert.Equal(24, _charger.Setpoint);
    }

    [Fact]
    public void Limit_Commanded_ActsAtOnce()
    {
        Boosted();
        _world.Do(() => _intents.SetLimit(new Watts(4200)));
        Assert.Equal((6, DecisionReason.Limit, 4200), (_charger.Setpoint, Report.Reason, _feed.Latest!.Balancer.Allowance.Value));
    }

    [Fact]
    public void Alive_LiveCycle_IsWrittenEveryQuarterOfTheTimeout()
    {
        Start();
        _world.Advance(TimeSpan.FromSeconds(60));
        Assert.InRange(_charger.Beats, 12, 14);
    }

    [Fact]
    public void Alive_SetpointCannotBeReadBack_IsWithheldUntilItCan()
    {
        Start();
        _charger.Before = call => Refuse(call == "confirm");
        _world.Advance(TimeSpan.FromSeconds(2));
        _charger.Calls.Clear();
        _world.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _charger.Beats);
        Assert.False(Report.Online);
        Assert.True(Report.Problem);
        _charger.Before = null;
        _world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _charger.Beats);
        Assert.True(Report.Online);
    }

    [Fact]
    public void Alive_FallHeardDuringTheLastRequest_IsWrittenFirst()
    {
        Boosted();
        _charger.Latency = TimeSpan.FromMilliseconds(100);
        var fell = false;
        _charger.Before = call =>
        {
            // During every read-back a cloud comes: the next request is the lower setpoint, never the sign of life.
            if (call == "confirm" && !fell)
            {
                fell = true;
                _charger.Calls.Clear();
                Sample(0);
            }
        };
        _world.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("setpoint 16", _charger.Calls[0]);
        Assert.Contains("alive", _charger.Calls);
    }

    [Fact]
    public void Silence_OnceAtAnyControlRequest_CostsNeitherConnectionNorSignOfLife()
    {
        foreach (var call in new[] { "confirm", "alive", "setpoint 16" })
        {
            var silent = true;
            _charger.Before = now =>
            {
                if (now == call && silent)
                {
                    silent = false;
                    throw new ChargerException(ChargerFailure.Unanswered, "no answer");
                }
            };
            if (_charger.Calls.Count == 0)
                Start();
            _world.Advance(TimeSpan.FromSeconds(40));
            Assert.False(silent, call);
        }

        Assert.Equal(1, _charger.Calls.Count(call => call == "connect"));
        Assert.True(_charger.Beats >= 22);
    }

    [Fact]
    public void Silence_TwiceInARow_CostsTheConnection()
    {
        Start();
        _charger.Before = call =>
        {
            if (call == "confirm")
                throw new ChargerException(ChargerFailure.Unanswered, "no answer");
        };
        _world.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("disconnect", _charger.Calls);
    }

    [Fact]
    public void Failsafe_FollowsTheCommandsAndComesBack()
    {
        Start();
        Assert.Equal(10, _charger.FailsafeWritten);
        _world.Do(() => _intents.SetLimit(new Watts(4200)));
        _world.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(6, _charger.FailsafeWritten);
        _world.Do(() => _intents.SetLimit(new Watts(4000)));
        _world.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(0, _charger.FailsafeWritten);
        _world.Do(() => _intents.SetLimit(null));
        _world.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(10, _charger.FailsafeWritten);
        _world.Do(() => _intents.SetMode(ChargingMode.Off));
        _world.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(0, _charger.FailsafeWritten);
        _world.Do(_stop.Cancel);
        Assert.Equal((0, 0), (_charger.Setpoint, _charger.FailsafeWritten));
    }

    [Fact]
    public void Charger_Frozen_IsConnectedToAnewEvery10MinutesAtMost()
    {
        Start();
        _charger.IsFrozen = true;
        _world.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(2, _charger.Calls.Count(call => call == "connect"));
        Assert.True(Report.Frozen);
        _world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, _charger.Calls.Count(call => call == "connect"));
    }

    [Fact]
    public void Charger_FellBackBeforeItsTime_SunCountsNoMore()
    {
        Boosted();
        _charger.Before = call =>
        {
            if (call != "connect")
                throw new ChargerException(ChargerFailure.Lost, "closed");
        };
        _world.Advance(TimeSpan.FromSeconds(0.2));
        _world.AdvanceUntil(() => !Report.Online, TimeSpan.FromSeconds(2));
        _charger.Before = null;
        _charger.ReadsBack = 10;
        _charger.Calls.Clear();
        _world.AdvanceUntil(() => _charger.Setpoints.Any(), TimeSpan.FromSeconds(3));
        Assert.Equal(16, _charger.Setpoints.First());
        _charger.ReadsBack = null;
    }

    [Fact]
    public void Charger_OwnLimitIsItsFailsafeCurrent_CostsTheSunOnlyUntilItIsKnown()
    {
        Boosted();
        _charger.ReadsBack = 10;
        Shine(5600, seconds: 120);
        _charger.Calls.Clear();
        Shine(5600, seconds: 120);
        Assert.All(_charger.Setpoints, amperes => Assert.Equal(24, amperes));
    }

    [Fact]
    public void Charger_FallsBackAgainAndAgainBeforeItsTime_GetsSignsOfLifeMoreOften()
    {
        _charger.RefusesFailsafe = true;
        Start();
        for (var times = 0; times < 3; times++)
        {
            _charger.Before = call =>
            {
                if (call != "connect")
                    throw new ChargerException(ChargerFailure.Lost, "closed");
            };
            _world.Advance(TimeSpan.FromSeconds(0.2));
            _world.AdvanceUntil(() => !Report.Online, TimeSpan.FromSeconds(3));
            (_charger.Before, _charger.ReadsBack) = (null, 10);
            _charger.Calls.Clear();
            _world.AdvanceUntil(() => _charger.Beats > 0 || _charger.Setpoints.Any(), TimeSpan.FromSeconds(60));
            _charger.ReadsBack = null;
            _world.Advance(TimeSpan.FromSeconds(3));
            Assert.True(Report.Online);
        }

        _charger.Calls.Clear();
        _world.Advance(TimeSpan.FromSeconds(30));
        Assert.InRange(_charger.Beats, 15, 31);
    }

    [Fact]
    public void Start_SunChangesWhileOthersAreWaitedFor_TakesItsBreath()
    {
        var reports = 0;
        _world.AfterStep = () => Assert.True(++reports < 10_000, "it goes round and round, and no time passes");
        Shine(5600, seconds: 1);
        _world.Advance(TimeSpan.FromSeconds(28));
        Start(Shares.Of(10, 0));
        _world.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEmpty(_charger.Setpoints);
    }

    [Fact]
    public void Alive_SetpointRefused_IsWithheld()
    {
        _charger.Before = call => Refuse(call.StartsWith("setpoint", StringComparison.Ordinal));
        Start();
        _world.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _charger.Beats);
    }

    [Fact]
    public void Alive_CycleHangs_IsWithheld()
    {
        Start();
        _charger.Latency = TimeSpan.FromDays(1);
        _world.Advance(TimeSpan.FromSeconds(10));
        _charger.Calls.Clear();
        _world.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_charger.Calls);
    }

    [Fact]
    public void Setpoint_Unchanged_IsRenewedEvery30s()
    {
        Start();
        _world.Advance(TimeSpan.FromSeconds(95));
        Assert.Equal([16, 16, 16, 16], _charger.Setpoints);
    }

    [Fact]
    public void Setpoint_ReadBackHigher_IsWrittenAgainAndAliveWithheld()
    {
        Start();
        _charger.ReadsBack = 32;
        _world.Advance(TimeSpan.FromSeconds(1));
        _charger.Calls.Clear();
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, _charger.Beats);
        Assert.True(_charger.Setpoints.Count() > 10);
        Assert.Equal("setpoint is 16 A, the charger reads back 32 A", Report.Fault);
        _charger.ReadsBack = null;
        _world.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_charger.Beats > 0);
        Assert.False(Report.Problem);
    }

    [Fact]
    public void Setpoint_ReadBackLower_IsTheChargersOwnLimit()
    {
        Start();
        _charger.ReadsBack = 12;
        _world.Advance(TimeSpan.FromSeconds(63));
        Assert.InRange(_charger.Setpoints.Count(), 4, 6);
        Assert.True(_charger.Beats >= 12);
        Assert.Equal((false, DecisionReason.ChargerMaximum, 16), (Report.Problem, Report.Reason, (int)Report.Setpoint!.Value.Value));
    }

    [Fact]
    public void Setpoint_ZeroReadsBackAsSixWithoutVehicle_IsTheKnownQuirk()
    {
        _intents.SetMode(ChargingMode.Off);
        _charger.Charging = false;
        Start();
        _charger.ReadsBack = 6;
        _charger.Calls.Clear();
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(_charger.Setpoints);
        Assert.False(Report.Problem);
        _charger.Charging = true;
        var beats = _charger.Beats;
        _world.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_charger.Setpoints);
        Assert.True(Report.Problem);
        Assert.True(_charger.Beats > beats);
    }

    [Fact]
    public void Link_Lost_ReconnectsWithBackoffAndWritesTheSetpointAgain()
    {
        Start();
        _charger.Before = _ => throw new ChargerException(ChargerFailure.Lost, "gone");
        _world.Advance(TimeSpan.FromSeconds(60));
        var attempts = _charger.Calls.Count(call => call == "connect");
        Assert.InRange(attempts, 8, 14);
        Assert.Equal(DecisionReason.ChargerOffline, Report.Reason);
        Assert.Null(Report.Reading);
        Assert.Equal(0, _charger.Beats - 1);

        _charger.Before = null;
        _charger.Calls.Clear();
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["connect", "failsafe 10", "setpoint 16"], _charger.Calls.SkipWhile(call => call != "connect").Take(3));
        Assert.True(Report.Online);
    }

    [Fact]
    public void Loop_UnexpectedException_GoesOn()
    {
        Start();
        _charger.Before = _ => throw new InvalidOperationException("a bug");
        _world.Advance(TimeSpan.FromSeconds(5));
        _charger.Before = null;
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.True(Report.Online);
    }

    [Fact]
    public void Alive_NewConnection_BeginsWithOne()
    {
        Boosted();
        _world.Advance(TimeSpan.FromSeconds(0.1));
        while (_charger.LastAt["alive"] != _charger.LastAt["read"])
            _world.Advance(TimeSpan.FromSeconds(0.1));
        _charger.Before = _ => throw new ChargerException(ChargerFailure.Lost, "gone");
        _world.Advance(TimeSpan.FromSeconds(1.1));
        _charger.Before = null;
        var beats = _charger.Beats;
        while (!Report.Online)
            _world.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(beats + 1, _charger.Beats);
    }

    [Fact]
    public void ReadBack_PausedAndNobodyKnowsWhetherItCharges_IsAMismatch()
    {
        _intents.SetMode(ChargingMode.Off);
        _charger.Charging = null;
        _charger.ReadsBack = 6;
        Start();
        _world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("setpoint is 0 A, the charger reads back 6 A", Report.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sun_TooOldInMidRound_IsGoneWithinOneRequest(double offset)
    {
        Boosted();
        _charger.Latency = TimeSpan.FromSeconds(0.8);
        _world.Advance(TimeSpan.FromSeconds(offset));
        _world.Do(() => Sample(5600));
        _world.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(24, _charger.Setpoint);
        _world.Advance(TimeSpan.FromSeconds(1.8));
        Assert.Equal(16, _charger.Setpoint);
    }

    [Fact]
    public void Stop_AboveFailsafe_LeavesTheChargerAtIt()
    {
        Boosted();
        _world.Do(_stop.Cancel);
        Assert.Equal(["setpoint 10", "disconnect"], _charger.Calls[^2..]);
    }

    [Fact]
    public void Stop_OffWasRefusedUntilThen_LeavesTheChargerOff()
    {
        Boosted();
        _charger.Before = call =>
        {
            if (call.StartsWith("setpoint", StringComparison.Ordinal))
                throw new ChargerException(ChargerFailure.Refused, "function 6 at 5004: exception 3");
        };
        _world.Do(() => _intents.SetMode(ChargingMode.Off));
        _world.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(24, _charger.Setpoint);
        _charger.Before = null;
        _world.Do(_stop.Cancel);
        _world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _charger.Setpoint);
        Assert.DoesNotContain("setpoint 10", _charger.Calls);
    }

    [Fact]
    public void Stop_Off_LeavesTheChargerOff()
    {
        _intents.SetMode(ChargingMode.Off);
        Start();
        _world.Do(_stop.Cancel);
        Assert.Equal(0, _charger.Setpoint);
    }

    [Fact]
    public void Voltage_Measured_LowersAtOnceAndRaisesAfterTheDelay()
    {
        // Nothing measured yet: 253 V.
        _cap = new GridCap(null, new Watts(11_040), 3, null);
        Start();
        Assert.Equal(14, _charger.Setpoint);
        _world.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(16, _charger.Setpoint);
        _charger.Voltage = 240;
        _world.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(15, _charger.Setpoint);
        _charger.Voltage = 220;
        _world.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal(15, _charger.Setpoint);
        _world.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(16, _charger.Setpoint);
    }

    [Theory]
    [InlineData(230.0, 16)]
    [InlineData(200.0, 16)]
    [InlineData(231.0, 15)]
    [InlineData(0.0, 14)]
    public void Voltage_OfOnePhase_HighestCountsAndAnUnknownOneIsTakenForTheHighestPossible(double third, int expected)
    {
        _cap = new GridCap(null, new Watts(11_040), 3, null);
        _charger.VoltageL3 = third;
        Start();
        _world.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(expected, _charger.Setpoint);
    }

    [Fact]
    public void Charger_Maximum_HoldsTheSetpoint()
    {
        _charger.MaxCurrent = new Amperes(20);
        Start();
        Shine(9900, seconds: 40);
        Assert.Equal((20, DecisionReason.ChargerMaximum), (_charger.Setpoint, Report.Reason));
    }

    private ChargerReport Report => _feed.Latest!.Chargers[0];

    private static void Refuse(bool refuse)
    {
        if (refuse)
            throw new ChargerException(ChargerFailure.Refused, "function 4 at 1000: exception 4");
    }

    [Fact]
    public void Raise_WhoseAnswerIsLost_StaysReservedForTheCharger()
    {
        var shares = Shares.Of(10, 0);
        shares.Hold(1, 0, stuck: 0);
        shares.Want(1, false);
        Start(shares);
        _charger.Before = call =>
        {
            if (call is "setpoint 24" or "connect")
                throw new ChargerException(ChargerFailure.Lost, "no answer");
        };
        Shine(5600, seconds: 31);
        Assert.Contains("setpoint 24", _charger.Calls);
        shares.Want(1, true);
        Assert.Equal(0, shares.Reserve(1, 24, 0, all => all));

        // The next connection's first setpoint is under way: until it is acknowledged, the earlier one may be in force.
        _charger.Before = call =>
        {
            if (call.StartsWith("setpoint", StringComparison.Ordinal))
                Assert.Equal(0, shares.Reserve(1, 24, 0, all => all));
        };
        _world.Advance(TimeSpan.FromSeconds(5));
        Assert.True(Report.Online);
    }

    [Fact]
    public void Fall_Refused_IsNotCountedOnByTheOthers()
    {
        var shares = Shares.Of(10, 0);
        shares.Hold(1, 0, stuck: 0);
        shares.MarkConnected(1);
        Start(shares);
        _world.Advance(TimeSpan.FromSeconds(5));
        _charger.Before = call => Refuse(call.StartsWith("setpoint", StringComparison.Ordinal));
        _charger.Vehicle = false;
        shares.Want(1, true);
        _world.Advance(TimeSpan.FromSeconds(3));
        Assert.InRange(shares.Reserve(1, 16, kept: 16, part => part), 0, 16 - _charger.Setpoint);
        Assert.True(_charger.Setpoint > 0);
    }

    [Fact]
    public void Setpoint_RefusedFromTheStartOn_IsTriedOnceARound()
    {
        var shares = Shares.Of(10, 0);
        shares.Hold(1, 0, stuck: 0);
        shares.MarkConnected(1);
        _charger.Before = call => Refuse(call.StartsWith("setpoint", StringComparison.Ordinal));
        Start(shares);
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.InRange(_charger.Setpoints.Count(), 5, 15);
    }

    private void Start(ChargerShares? shares = null)
    {
        var board = new ReportBoard(_cap, TimeSpan.FromSeconds(30), new EnergyLedger(["charger"], _world.Time), _feed, _world.Time);
        var surroundings = new ControlContext(_plant, _intents, shares ?? Shares.Of(10), _signal, board);
        var options = new ChargerLoopOptions { Id = "charger", Cap = _cap, Random = new Random(1) };
        var loop = new ChargerLoop(options, _charger, surroundings, _world.Time, NullLogger<ChargerLoop>.Instance);
        _world.Start(() => loop.RunAsync(_stop.Token));
    }

    private void Boosted()
    {
        Start();
        Shine(5600, seconds: 41);
        Assert.Equal(24, _charger.Setpoint);
    }

    // A sample at once and every 10 s.
    private void Shine(double watts, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            if (second % 10 == 0)
                _world.Do(() => Sample(watts));
            _world.Advance(TimeSpan.FromSeconds(1));
        }

        if (seconds % 10 == 1)
            _world.Advance(TimeSpan.FromSeconds(9));
    }

    private void Sample(double watts) =>
        _plant.Accept(new InverterReading { Source = "ftp", Power = new Watts(watts), ArrivedAt = _world.Time.GetTimestamp() });
}
