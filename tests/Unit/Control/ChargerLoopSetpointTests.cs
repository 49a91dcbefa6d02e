using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>What the loop writes, reads back, and leaves behind.</summary>
public sealed class ChargerLoopSetpointTests
{
    private readonly LoopHouse _house = new();

    [Fact]
    public void Setpoint_WrittenAfterItsRegisterWasRead_IsNoMismatch()
    {
        _house.Boosted();
        _house.Charger.Latency = TimeSpan.FromMilliseconds(100);
        _house.Charger.Calls.Clear();
        _house.World.AdvanceUntil(() => _house.Charger.Calls.Count(call => call == "read") == 3, TimeSpan.FromSeconds(2));
        _house.World.Do(() => _house.Sample(0));
        var faults = new List<string?>();
        _house.World.Start(async () =>
        {
            await foreach (var report in _house.Feed.Follow(_house.Stopping.Token))
                faults.Add(report.Chargers[0].Fault);
        });
        _house.World.Advance(TimeSpan.FromSeconds(5));
        Assert.All(faults, Assert.Null);
        Assert.Equal([16], _house.Charger.Setpoints);
    }

    [Fact]
    public void Setpoint_Unchanged_IsRenewedEvery30s()
    {
        _house.Start();
        _house.World.Advance(TimeSpan.FromSeconds(95));
        Assert.Equal([16, 16, 16, 16], _house.Charger.Setpoints);
    }

    [Fact]
    public void Setpoint_ReadBackHigher_IsWrittenAgainAndAliveWithheld()
    {
        _house.Start();
        _house.Charger.ReadsBack = 32;
        _house.World.Advance(TimeSpan.FromSeconds(1));
        _house.Charger.Calls.Clear();
        _house.World.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, _house.Charger.Beats);
        Assert.True(_house.Charger.Setpoints.Count() > 10);
        Assert.Equal("setpoint is 16 A, the charger reads back 32 A", _house.Report.Fault);
        _house.Charger.ReadsBack = null;
        _house.World.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_house.Charger.Beats > 0);
        Assert.False(_house.Report.Problem);
    }

    [Fact]
    public void Setpoint_ReadBackLower_IsTheChargersOwnLimit()
    {
        _house.Start();
        _house.Charger.ReadsBack = 12;
        _house.World.Advance(TimeSpan.FromSeconds(63));
        Assert.InRange(_house.Charger.Setpoints.Count(), 4, 6);
        Assert.True(_house.Charger.Beats >= 12);
        Assert.Equal((false, DecisionReason.ChargerMaximum, 16), (_house.Report.Problem, _house.Report.Reason, (int)_house.Report.Setpoint!.Value.Value));
    }

    [Fact]
    public void Setpoint_ZeroReadsBackAsSixWithoutVehicle_IsTheKnownQuirk()
    {
        _house.Intents.SetMode(ChargingMode.Off);
        _house.Charger.Charging = false;
        _house.Start();
        _house.Charger.ReadsBack = 6;
        _house.Charger.Calls.Clear();
        _house.World.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(_house.Charger.Setpoints);
        Assert.False(_house.Report.Problem);
        _house.Charger.Charging = true;
        var beats = _house.Charger.Beats;
        _house.World.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_house.Charger.Setpoints);
        Assert.True(_house.Report.Problem);
        Assert.True(_house.Charger.Beats > beats);
    }

    [Fact]
    public void ReadBack_PausedAndUnknownWhetherItCharges_IsAMismatch()
    {
        _house.Intents.SetMode(ChargingMode.Off);
        _house.Charger.Charging = null;
        _house.Charger.ReadsBack = 6;
        _house.Start();
        _house.World.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("setpoint is 0 A, the charger reads back 6 A", _house.Report.Fault);
    }

    [Fact]
    public void Stop_AboveFailsafe_LeavesTheChargerAtIt()
    {
        _house.Boosted();
        _house.World.Do(_house.Stopping.Cancel);
        Assert.Equal(["setpoint 10", "disconnect"], _house.Charger.Calls[^2..]);
    }

    [Fact]
    public void Stop_OffWasRefusedUntilThen_LeavesTheChargerOff()
    {
        _house.Boosted();
        _house.Charger.Before = call =>
        {
            if (call.StartsWith("setpoint", StringComparison.Ordinal))
                throw new ChargerException(ChargerFailure.Refused, "function 6 at 5004: exception 3");
        };
        _house.World.Do(() => _house.Intents.SetMode(ChargingMode.Off));
        _house.World.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(24, _house.Charger.Setpoint);
        _house.Charger.Before = null;
        _house.World.Do(_house.Stopping.Cancel);
        _house.World.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _house.Charger.Setpoint);
        Assert.DoesNotContain("setpoint 10", _house.Charger.Calls);
    }

    /// <summary>The failsafe registers are looked after once more when the service ends; that must not raise the charger again; a limit that is commanded meanwhile holds.</summary>
    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 7)]
    public void Stop_NewsComesWhileTheChargerIsLowered_DoesNotSteerItAgain(bool failsafeChanges, int left)
    {
        _house.Boosted();
        _house.Charger.Before = call =>
        {
            if (call != "setpoint 10")
                return;
            _house.Sample(4000);
            if (failsafeChanges)
                _house.Intents.SetLimit(new Watts(5_000));
        };
        _house.World.Do(_house.Stopping.Cancel);
        Assert.Equal(left, _house.Charger.Setpoint);
    }

    [Fact]
    public void Stop_Off_LeavesTheChargerOff()
    {
        _house.Intents.SetMode(ChargingMode.Off);
        _house.Start();
        _house.World.Do(_house.Stopping.Cancel);
        Assert.Equal(0, _house.Charger.Setpoint);
    }

    [Fact]
    public void Raise_WhoseAnswerIsLost_StaysReservedForTheCharger()
    {
        var shares = Shares.Of(10, 0);
        shares.Hold(1, 0, stuck: 0);
        shares.Want(1, false);
        _house.Start(shares);
        _house.Charger.Before = call =>
        {
            if (call is "setpoint 24" or "connect")
                throw new ChargerException(ChargerFailure.Lost, "no answer");
        };
        _house.Shine(5600, seconds: 31);
        Assert.Contains("setpoint 24", _house.Charger.Calls);
        shares.Want(1, true);
        Assert.Equal(0, shares.Reserve(1, 24, 0, all => all));

        // The next connection's first setpoint is under way: until it is acknowledged, the earlier one may be in force.
        _house.Charger.Before = call =>
        {
            if (call.StartsWith("setpoint", StringComparison.Ordinal))
                Assert.Equal(0, shares.Reserve(1, 24, 0, all => all));
        };
        _house.World.Advance(TimeSpan.FromSeconds(5));
        Assert.True(_house.Report.Online);
    }

    [Fact]
    public void Fall_Refused_IsNotCountedOnByTheOthers()
    {
        var shares = Shares.Of(10, 0);
        shares.Hold(1, 0, stuck: 0);
        shares.MarkConnected(1);
        _house.Start(shares);
        _house.World.Advance(TimeSpan.FromSeconds(5));
        _house.Charger.Before = call => LoopHouse.Refuse(call.StartsWith("setpoint", StringComparison.Ordinal));
        _house.Charger.Vehicle = false;
        shares.Want(1, true);
        _house.World.Advance(TimeSpan.FromSeconds(3));
        Assert.InRange(shares.Reserve(1, 16, kept: 16, part => part), 0, 16 - _house.Charger.Setpoint);
        Assert.True(_house.Charger.Setpoint > 0);
    }

    [Fact]
    public void Setpoint_RefusedFromTheStartOn_IsTriedOnceARound()
    {
        var shares = Shares.Of(10, 0);
        shares.Hold(1, 0, stuck: 0);
        shares.MarkConnected(1);
        _house.Charger.Before = call => LoopHouse.Refuse(call.StartsWith("setpoint", StringComparison.Ordinal));
        _house.Start(shares);
        _house.World.Advance(TimeSpan.FromSeconds(10));
        Assert.InRange(_house.Charger.Setpoints.Count(), 5, 15);
    }
}
