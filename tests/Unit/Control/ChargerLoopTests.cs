using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>What the loop decides: sun, commands, voltage, what the charger can do.</summary>
public sealed class ChargerLoopTests
{
    private readonly LoopHouse _house = new();

    [Fact]
    public void Start_Charger_ConnectsThenFailsafeThenSetpointThenAliveThenReads()
    {
        _house.Start();
        Assert.Equal(["connect", "failsafe 10", "setpoint 16", "confirm", "alive", "read", "read", "read"], _house.Charger.Calls);
        Assert.True(_house.Report.Online);
        Assert.Equal(DecisionReason.InverterMissing, _house.Feed.Latest!.Balancer.Reason);
    }

    [Fact]
    public void Sun_Steady_RaisesAfterTheDelayAndNoSooner()
    {
        _house.Start();
        _house.Shine(5600, seconds: 29);
        Assert.Equal((16, DecisionReason.RaiseDelay), (_house.Charger.Setpoint, _house.Report.Reason));
        _house.Shine(5600, seconds: 2);
        Assert.Equal((24, DecisionReason.PvBoost), (_house.Charger.Setpoint, _house.Report.Reason));
    }

    [Fact]
    public void Sun_Falls_IsWrittenAtOnce()
    {
        _house.Boosted();
        _house.Charger.Calls.Clear();
        _house.World.Do(() => _house.Sample(1000));
        Assert.Equal("setpoint 17", _house.Charger.Calls[0]);
    }

    [Fact]
    public void Sun_FallsBetweenTwoReads_IsWrittenBeforeTheNextRead()
    {
        _house.Boosted();
        _house.Charger.Latency = TimeSpan.FromMilliseconds(100);
        _house.Charger.Calls.Clear();
        _house.World.AdvanceUntil(() => _house.Charger.Calls.Contains("read"), TimeSpan.FromSeconds(2));
        _house.World.Do(() => _house.Sample(0));
        _house.World.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal("setpoint 16", _house.Charger.Calls[_house.Charger.Calls.IndexOf("read") + 1]);
    }

    [Fact]
    public void Sun_Silent_EndsInTheCapAtMaxAge()
    {
        _house.Boosted();
        _house.World.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(24, _house.Charger.Setpoint);
        _house.World.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal((16, DecisionReason.InverterStale), (_house.Charger.Setpoint, _house.Report.Reason));
    }

    [Theory]
    [InlineData(ChargingMode.Fixed, 16)]
    [InlineData(ChargingMode.Off, 0)]
    public void Mode_Commanded_ActsAtOnce(ChargingMode mode, int amperes)
    {
        _house.Boosted();
        _house.World.Do(() => _house.Intents.SetMode(mode));
        Assert.Equal(amperes, _house.Charger.Setpoint);
        _house.World.Do(() => _house.Intents.SetMode(ChargingMode.PvBoost));
        Assert.Equal(24, _house.Charger.Setpoint);
    }

    [Fact]
    public void Limit_Commanded_ActsAtOnce()
    {
        _house.Boosted();
        _house.World.Do(() => _house.Intents.SetLimit(new Watts(4200)));
        Assert.Equal((6, DecisionReason.Limit, 4200), (_house.Charger.Setpoint, _house.Report.Reason, _house.Feed.Latest!.Balancer.Allowance.Value));
    }

    [Fact]
    public void Failsafe_FollowsTheCommandsAndComesBack()
    {
        _house.Start();
        Assert.Equal(10, _house.Charger.FailsafeWritten);
        _house.World.Do(() => _house.Intents.SetLimit(new Watts(4200)));
        _house.World.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(6, _house.Charger.FailsafeWritten);
        _house.World.Do(() => _house.Intents.SetLimit(new Watts(4000)));
        _house.World.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(0, _house.Charger.FailsafeWritten);
        _house.World.Do(() => _house.Intents.SetLimit(null));
        _house.World.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(10, _house.Charger.FailsafeWritten);
        _house.World.Do(() => _house.Intents.SetMode(ChargingMode.Off));
        _house.World.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(0, _house.Charger.FailsafeWritten);
        _house.World.Do(_house.Stopping.Cancel);
        Assert.Equal((0, 0), (_house.Charger.Setpoint, _house.Charger.FailsafeWritten));
    }

    [Fact]
    public void Start_SunChangesWhileOthersAreWaitedFor_TakesItsBreath()
    {
        var reports = 0;
        _house.World.AfterStep = () => Assert.True(++reports < 10_000, "it goes round and round, and no time passes");
        _house.Shine(5600, seconds: 1);
        _house.World.Advance(TimeSpan.FromSeconds(28));
        _house.Start(Shares.Of(10, 0));
        _house.World.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEmpty(_house.Charger.Setpoints);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sun_TooOldInMidRound_IsGoneWithinOneRequest(double offset)
    {
        _house.Boosted();
        _house.Charger.Latency = TimeSpan.FromSeconds(0.8);
        _house.World.Advance(TimeSpan.FromSeconds(offset));
        _house.World.Do(() => _house.Sample(5600));
        _house.World.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(24, _house.Charger.Setpoint);
        _house.World.Advance(TimeSpan.FromSeconds(1.8));
        Assert.Equal(16, _house.Charger.Setpoint);
    }

    [Fact]
    public void Voltage_Measured_LowersAtOnceAndRaisesAfterTheDelay()
    {
        // Nothing measured yet: 253 V.
        _house.Cap = new GridCap(null, new Watts(11_040), 3, null);
        _house.Start();
        Assert.Equal(14, _house.Charger.Setpoint);
        _house.World.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(16, _house.Charger.Setpoint);
        _house.Charger.Voltage = 240;
        _house.World.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(15, _house.Charger.Setpoint);
        _house.Charger.Voltage = 220;
        _house.World.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal(15, _house.Charger.Setpoint);
        _house.World.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(16, _house.Charger.Setpoint);
    }

    [Theory]
    [InlineData(230.0, 16)]
    [InlineData(200.0, 16)]
    [InlineData(231.0, 15)]
    [InlineData(0.0, 14)]
    public void Voltage_OfOnePhase_HighestCountsAndAnUnknownOneIsTakenForTheHighestPossible(double third, int expected)
    {
        _house.Cap = new GridCap(null, new Watts(11_040), 3, null);
        _house.Charger.VoltageL3 = third;
        _house.Start();
        _house.World.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(expected, _house.Charger.Setpoint);
    }

    [Fact]
    public void Charger_Maximum_HoldsTheSetpoint()
    {
        _house.Charger.MaxCurrent = new Amperes(20);
        _house.Start();
        _house.Shine(9900, seconds: 40);
        Assert.Equal((20, DecisionReason.ChargerMaximum), (_house.Charger.Setpoint, _house.Report.Reason));
    }
}
