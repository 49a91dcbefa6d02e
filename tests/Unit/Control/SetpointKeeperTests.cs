using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

public sealed class SetpointKeeperTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SetpointKeeper _keeper;

    public SetpointKeeperTests() => _keeper = new SetpointKeeper(() => new Fallback(8, TimeSpan.FromSeconds(20)), _time);

    [Fact]
    public void Keeper_NothingWritten_MustWriteAndHoldsNothing()
    {
        Assert.True(_keeper.MustWrite(0));
        Assert.False(_keeper.Holds);
        Assert.Equal((null, 32), (_keeper.Acknowledged, _keeper.InForce));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(0, 0)]
    [InlineData(33, 32)]
    [InlineData(-1, 32)]
    public void Keeper_FoundAtTheFirstConnection_IsInForce(int found, int inForce)
    {
        _keeper.Found(found);
        Assert.Equal((null, inForce), (_keeper.Acknowledged, _keeper.InForce));
    }

    [Fact]
    public void Keeper_FoundLater_DoesNotCount()
    {
        Write(16);
        _keeper.Disconnected();
        _keeper.Found(6);
        Assert.Equal(16, _keeper.InForce);
    }

    [Fact]
    public void Keeper_Acknowledged_IsRenewedAfter30Seconds()
    {
        Write(16);
        Assert.True(_keeper.Holds);
        Assert.False(_keeper.MustWrite(16));
        Assert.True(_keeper.MustWrite(15));
        Assert.True(_keeper.MustWrite(17));
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(_keeper.MustWrite(16));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_keeper.MustWrite(16));
    }

    [Fact]
    public void Keeper_SentAndNotAcknowledged_HoldsNothingAndTheHigherMayBeInForce()
    {
        Write(16);
        _keeper.Writing(24);
        Assert.Equal((false, 24, 16), (_keeper.Holds, _keeper.InForce, _keeper.Acknowledged));
        _keeper.Disconnected();
        Assert.Equal((24, null), (_keeper.InForce, _keeper.Acknowledged));
        _keeper.Writing(8);
        Assert.Equal(24, _keeper.InForce);
        _keeper.Written(8);
        Assert.Equal(8, _keeper.InForce);
    }

    [Theory]
    [InlineData(16, 16, true, true, false)]
    [InlineData(16, 10, true, true, true)]
    [InlineData(16, 17, true, false, true)]
    [InlineData(0, 6, false, true, false)]
    [InlineData(0, 6, true, false, true)]
    [InlineData(16, 6, false, true, true)]
    [InlineData(0, 7, false, false, true)]
    public void ReadBack_IsHeldAgainstTheSetpoint(int written, int readBack, bool charging, bool holds, bool mismatch)
    {
        Write(written);
        _keeper.ReadBack(readBack, charging);
        Assert.Equal((holds, mismatch, mismatch), (_keeper.Holds, _keeper.Mismatch is not null, _keeper.MustWrite(written)));
    }

    [Fact]
    public void ReadBack_Higher_HoldsAgainOnlyAfterAReadThatAgrees()
    {
        Write(16);
        _keeper.ReadBack(24, charging: true);
        Write(16);
        Assert.False(_keeper.Holds);
        Assert.False(_keeper.MustWrite(16));
        _keeper.ReadBack(16, charging: true);
        Assert.True(_keeper.Holds);
        Assert.Null(_keeper.Mismatch);
    }

    [Fact]
    public void ReadBack_BeforeAnythingIsAcknowledged_TellsNothing()
    {
        _keeper.ReadBack(32, charging: true);
        Assert.Null(_keeper.Mismatch);
    }

    [Fact]
    public void Disconnected_ForgetsWhatWasReadBack()
    {
        Write(16);
        _keeper.ReadBack(24, charging: true);
        _keeper.Disconnected();
        Write(16);
        Assert.True(_keeper.Holds);
        Assert.Null(_keeper.Mismatch);
    }

    [Fact]
    public void Keeper_AnotherSetpointWasRefused_MustWriteTheEarlierOneAgain()
    {
        Write(8);
        _keeper.Writing(10);
        _keeper.ReadBack(8, charging: true);
        Assert.True(_keeper.MustWrite(8));
        Write(8);
        Assert.False(_keeper.MustWrite(8));
    }

    [Fact]
    public void Kept_IsWhatTheChargerOffersForCertain()
    {
        _keeper.Found(16);
        Assert.Equal(16, _keeper.Kept);
        _keeper.Found(33);
        _keeper.Writing(24);
        Assert.Equal(16, _keeper.Kept);
        _keeper.Written(24);
        Assert.Equal(24, _keeper.Kept);
        _keeper.Writing(8);
        Assert.Equal(8, _keeper.Kept);
        _keeper.Written(8);
        _keeper.ReadBack(6, charging: true);
        Assert.Equal(6, _keeper.Kept);
        _keeper.ReadBack(10, charging: true);
        Assert.Equal(6, _keeper.Kept);
        _keeper.Disconnected();
        Assert.Equal(0, _keeper.Kept);
        _keeper.Found(10);
        Assert.Equal((10, 10), (_keeper.Kept, _keeper.InForce));
    }

    [Theory]
    [InlineData(16, 9.9, 16, 16)]
    [InlineData(16, 10, 8, 16)]
    [InlineData(0, 12, 0, 8)]
    public void Keeper_NoSignOfLifeForHalfTheTimeout_MayHaveFallenBack(int written, double seconds, int kept, int inForce)
    {
        Write(written);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal((kept, inForce), (_keeper.Kept, _keeper.InForce));
        _keeper.Alive();
        Assert.Equal((written, written), (_keeper.Kept, _keeper.InForce));
    }

    [Fact]
    public void MayDraw_AfterAFall_IsTheEarlierSetpointUntilTheCarHadTimeToFollow()
    {
        Write(16);
        _time.Advance(TimeSpan.FromSeconds(20));
        Write(8);
        _time.Advance(TimeSpan.FromSeconds(11.9));
        Assert.Equal((8, 16), (_keeper.InForce, _keeper.MayDraw));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(8, _keeper.MayDraw);
        Write(20);
        Assert.Equal(20, _keeper.MayDraw);
    }

    [Fact]
    public void MayDraw_BehindAConnection_IsWhatItHeldBeforeUntilTheCarHadTimeToFollow()
    {
        _keeper.Found(20);
        Write(8);
        Assert.Equal((8, 20), (_keeper.InForce, _keeper.MayDraw));
        _time.Advance(TimeSpan.FromSeconds(20));
        _keeper.Writing(24);
        _time.Advance(TimeSpan.FromSeconds(20));
        Write(8);
        Assert.Equal((8, 24), (_keeper.InForce, _keeper.MayDraw));
    }

    [Theory]
    [InlineData(9, 8)]
    [InlineData(9.1, 10)]
    [InlineData(15.5, 16)]
    [InlineData(2, 8)]
    public void MayDraw_MeasuredAboveTheSetpoint_Counts(double drawn, int mayDraw)
    {
        Write(8);
        _time.Advance(TimeSpan.FromSeconds(12));
        _keeper.Measured(drawn);
        Assert.Equal(mayDraw, _keeper.MayDraw);
    }

    [Fact]
    public void SignOfLife_MissingWhileTheChargerAnswers_ReservesItsFailsafeCurrent()
    {
        Write(0);
        _time.Advance(TimeSpan.FromSeconds(10));
        Write(0);
        _keeper.ReadBack(0, charging: false);
        Assert.Equal((0, 8), (_keeper.Kept, _keeper.InForce));
        _keeper.Alive();
        Assert.Equal((0, 0), (_keeper.Kept, _keeper.InForce));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(null)]
    public void MayDraw_BehindAConnectionAfterTheFailsafe_IsItsCurrentUntilTheCarHadTimeToFollow(int? found)
    {
        Write(0);
        _keeper.Disconnected();
        _time.Advance(TimeSpan.FromSeconds(40));
        if (found is { } amperes)
            _keeper.Found(amperes);
        Write(0);
        _keeper.Alive();
        Assert.Equal((0, 8), (_keeper.InForce, _keeper.MayDraw));
        _time.Advance(TimeSpan.FromSeconds(6));
        _keeper.Alive();
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, _keeper.MayDraw);
    }

    [Fact]
    public void ReadBack_Higher_IsInForce()
    {
        Write(8);
        _keeper.ReadBack(20, charging: true);
        Assert.Equal(20, _keeper.InForce);
    }

    private void Write(int amperes)
    {
        _keeper.Writing(amperes);
        _keeper.Written(amperes);
    }

    [Fact]
    public void ReadBack_LowerThreeTimes_IsTheChargersOwnLimit()
    {
        Write(24);
        _keeper.ReadBack(16, charging: true);
        _keeper.ReadBack(16, charging: true);
        Assert.Equal((null, true, "setpoint is 24 A, the charger reads back 16 A"), (_keeper.Limit, _keeper.MustWrite(24), _keeper.Mismatch));
        _keeper.ReadBack(16, charging: true);
        Assert.Equal((16, false, null), (_keeper.Limit, _keeper.MustWrite(24), _keeper.Mismatch));
        Assert.True(_keeper.Holds);

        // A raise stays below the limit, too; what was written is what the car may draw.
        Write(30);
        _keeper.ReadBack(16, charging: true);
        Assert.Equal((16, null, 30), (_keeper.Limit, _keeper.Mismatch, _keeper.InForce));
        Write(12);
        _keeper.ReadBack(12, charging: true);
        Assert.Null(_keeper.Limit);
    }

    [Fact]
    public void ReadBack_LowerAndChanging_IsNoLimit()
    {
        Write(24);
        for (var round = 0; round < 6; round++)
            _keeper.ReadBack(round % 2 == 0 ? 16 : 10, charging: true);
        Assert.Equal((null, true), (_keeper.Limit, _keeper.MustWrite(24)));
    }

    [Theory]
    [InlineData(8, 9, true)]
    [InlineData(8, 19, true)]
    [InlineData(8, 21, false)]
    [InlineData(16, 9, false)]
    [InlineData(12, 9, true)]
    public void FellBack_SoonerThanItsTimeout_TimeWasLost(int found, double seconds, bool lost)
    {
        Write(16);
        _keeper.Alive();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _keeper.Disconnected();
        Assert.Equal(lost, _keeper.FellBackTooSoon(found) is not null);
    }

    [Fact]
    public void OwnLimit_ShownOnce_StaysKnownUntilMoreIsReadBack()
    {
        Write(24);
        for (var round = 0; round < 3; round++)
        {
            Assert.False(_keeper.IsOwnLimit(10));
            _keeper.ReadBack(10, charging: true);
        }

        _keeper.Disconnected();
        Write(8);
        _keeper.ReadBack(8, charging: true);
        Assert.True(_keeper.IsOwnLimit(10));
        Write(16);
        _keeper.ReadBack(16, charging: true);
        Assert.False(_keeper.IsOwnLimit(10));
    }

    [Fact]
    public void FellBack_NeverUnderControl_SaysNothingOfTime() => Assert.Null(_keeper.FellBackTooSoon(8));
}
