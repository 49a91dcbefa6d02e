using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

public sealed class SetpointTrackerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InForceBounds _inForce;
    private readonly SetpointTracker _tracker;

    public SetpointTrackerTests()
    {
        _inForce = new InForceBounds(Reckon, _time);
        _tracker = new SetpointTracker(_inForce, Reckon, _time);

        static Fallback Reckon() => new(8, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Tracker_NothingWritten_MustWriteAndHoldsNothing()
    {
        Assert.True(_tracker.MustWrite(0));
        Assert.False(_tracker.Holds);
        Assert.Equal((null, 32), (_tracker.Acknowledged, _inForce.Highest));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(0, 0)]
    [InlineData(33, 32)]
    [InlineData(-1, 32)]
    public void Tracker_FoundAtTheFirstConnection_IsInForce(int found, int inForce)
    {
        _inForce.Found(found);
        Assert.Equal((null, inForce), (_tracker.Acknowledged, _inForce.Highest));
    }

    [Fact]
    public void Tracker_FoundLater_DoesNotCount()
    {
        Write(16);
        _tracker.Disconnected();
        _inForce.Found(6);
        Assert.Equal(16, _inForce.Highest);
    }

    [Fact]
    public void Tracker_Acknowledged_IsRenewedAfter30Seconds()
    {
        Write(16);
        Assert.True(_tracker.Holds);
        Assert.False(_tracker.MustWrite(16));
        Assert.True(_tracker.MustWrite(15));
        Assert.True(_tracker.MustWrite(17));
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(_tracker.MustWrite(16));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_tracker.MustWrite(16));
    }

    [Fact]
    public void Tracker_SentAndNotAcknowledged_HoldsNothingAndTheHigherMayBeInForce()
    {
        Write(16);
        _tracker.Writing(24);
        Assert.Equal((false, 24, 16), (_tracker.Holds, _inForce.Highest, _tracker.Acknowledged));
        _tracker.Disconnected();
        Assert.Equal((24, null), (_inForce.Highest, _tracker.Acknowledged));
        _tracker.Writing(8);
        Assert.Equal(24, _inForce.Highest);
        _tracker.Written(8);
        Assert.Equal(8, _inForce.Highest);
    }

    [Theory]
    [InlineData(16, 16, true, true, false, false)]
    [InlineData(16, 10, true, true, true, true)]
    [InlineData(16, 17, true, false, true, true)]
    [InlineData(0, 6, false, true, false, false)]
    [InlineData(0, 6, true, true, true, false)]
    [InlineData(16, 6, false, true, true, true)]
    [InlineData(0, 7, false, false, true, true)]
    [InlineData(0, 7, true, false, true, true)]
    public void ReadBack_IsHeldAgainstTheSetpoint(int written, int readBack, bool charging, bool holds, bool mismatch, bool mustWrite)
    {
        Write(written);
        _tracker.ReadBack(readBack, charging);
        Assert.Equal((holds, mismatch, mustWrite), (_tracker.Holds, _tracker.Mismatch is not null, _tracker.MustWrite(written)));
    }

    [Fact]
    public void ReadBack_SixOfAPauseWhileItCharges_MayBeInForce()
    {
        Write(0);
        _tracker.ReadBack(6, charging: true);
        Assert.Equal((true, 6), (_tracker.IsUnpaused, _inForce.Highest));
        _tracker.ReadBack(6, charging: false);
        Assert.False(_tracker.IsUnpaused);
    }

    [Fact]
    public void ReadBack_Higher_HoldsAgainOnlyAfterAReadThatAgrees()
    {
        Write(16);
        _tracker.ReadBack(24, charging: true);
        Write(16);
        Assert.False(_tracker.Holds);
        Assert.False(_tracker.MustWrite(16));
        _tracker.ReadBack(16, charging: true);
        Assert.True(_tracker.Holds);
        Assert.Null(_tracker.Mismatch);
    }

    [Fact]
    public void ReadBack_BeforeAnythingIsAcknowledged_TellsNothing()
    {
        _tracker.ReadBack(32, charging: true);
        Assert.Null(_tracker.Mismatch);
    }

    [Fact]
    public void Disconnected_ForgetsWhatWasReadBack()
    {
        Write(16);
        _tracker.ReadBack(24, charging: true);
        _tracker.Disconnected();
        Write(16);
        Assert.True(_tracker.Holds);
        Assert.Null(_tracker.Mismatch);
    }

    [Fact]
    public void Tracker_AnotherSetpointWasRefused_MustWriteTheEarlierOneAgain()
    {
        Write(8);
        _tracker.Writing(10);
        _tracker.ReadBack(8, charging: true);
        Assert.True(_tracker.MustWrite(8));
        Write(8);
        Assert.False(_tracker.MustWrite(8));
    }

    [Fact]
    public void Kept_IsWhatTheChargerOffersForCertain()
    {
        _inForce.Found(16);
        Assert.Equal(16, _inForce.Lowest);
        _inForce.Found(33);
        _tracker.Writing(24);
        Assert.Equal(16, _inForce.Lowest);
        _tracker.Written(24);
        Assert.Equal(24, _inForce.Lowest);
        _tracker.Writing(8);
        Assert.Equal(8, _inForce.Lowest);
        _tracker.Written(8);
        _tracker.ReadBack(6, charging: true);
        Assert.Equal(6, _inForce.Lowest);
        _tracker.ReadBack(10, charging: true);
        Assert.Equal(6, _inForce.Lowest);
        _tracker.Disconnected();
        Assert.Equal(0, _inForce.Lowest);
        _inForce.Found(10);
        Assert.Equal((10, 10), (_inForce.Lowest, _inForce.Highest));
    }

    [Theory]
    [InlineData(16, 9.9, 16, 16)]
    [InlineData(16, 10, 8, 16)]
    [InlineData(0, 12, 0, 8)]
    public void Tracker_NoSignOfLifeForHalfTheTimeout_MayHaveFallenBack(int written, double seconds, int kept, int inForce)
    {
        Write(written);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal((kept, inForce), (_inForce.Lowest, _inForce.Highest));
        _inForce.Alive();
        Assert.Equal((written, written), (_inForce.Lowest, _inForce.Highest));
    }

    [Fact]
    public void MayDraw_AfterAFall_IsTheEarlierSetpointUntilTheCarHadTimeToFollow()
    {
        Write(16);
        _time.Advance(TimeSpan.FromSeconds(20));
        Write(8);
        _time.Advance(TimeSpan.FromSeconds(11.9));
        Assert.Equal((8, 16), (_inForce.Highest, _inForce.MayDraw));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(8, _inForce.MayDraw);
        Write(20);
        Assert.Equal(20, _inForce.MayDraw);
    }

    [Fact]
    public void MayDraw_BehindAConnection_IsWhatItHeldBeforeUntilTheCarHadTimeToFollow()
    {
        _inForce.Found(20);
        Write(8);
        Assert.Equal((8, 20), (_inForce.Highest, _inForce.MayDraw));
        _time.Advance(TimeSpan.FromSeconds(20));
        _tracker.Writing(24);
        _time.Advance(TimeSpan.FromSeconds(20));
        Write(8);
        Assert.Equal((8, 24), (_inForce.Highest, _inForce.MayDraw));
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
        _inForce.Measured(drawn);
        Assert.Equal(mayDraw, _inForce.MayDraw);
    }

    [Fact]
    public void SignOfLife_MissingWhileTheChargerAnswers_ReservesItsFailsafeCurrent()
    {
        Write(0);
        _time.Advance(TimeSpan.FromSeconds(10));
        Write(0);
        _tracker.ReadBack(0, charging: false);
        Assert.Equal((0, 8), (_inForce.Lowest, _inForce.Highest));
        _inForce.Alive();
        Assert.Equal((0, 0), (_inForce.Lowest, _inForce.Highest));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(null)]
    public void MayDraw_BehindAConnectionAfterTheFailsafe_IsItsCurrentUntilTheCarHadTimeToFollow(int? found)
    {
        Write(0);
        _tracker.Disconnected();
        _time.Advance(TimeSpan.FromSeconds(40));
        if (found is { } amperes)
            _inForce.Found(amperes);
        Write(0);
        _inForce.Alive();
        Assert.Equal((0, 8), (_inForce.Highest, _inForce.MayDraw));
        _time.Advance(TimeSpan.FromSeconds(6));
        _inForce.Alive();
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, _inForce.MayDraw);
    }

    [Fact]
    public void ReadBack_Higher_IsInForce()
    {
        Write(8);
        _tracker.ReadBack(20, charging: true);
        Assert.Equal(20, _inForce.Highest);
    }

    private void Write(int amperes)
    {
        _tracker.Writing(amperes);
        _tracker.Written(amperes);
    }

    [Fact]
    public void ReadBack_LowerThreeTimes_IsTheChargersOwnLimit()
    {
        Write(24);
        _tracker.ReadBack(16, charging: true);
        _tracker.ReadBack(16, charging: true);
        Assert.Equal((null, true, "setpoint is 24 A, the charger reads back 16 A"), (_tracker.Limit, _tracker.MustWrite(24), _tracker.Mismatch));
        _tracker.ReadBack(16, charging: true);
        Assert.Equal((16, false, null), (_tracker.Limit, _tracker.MustWrite(24), _tracker.Mismatch));
        Assert.True(_tracker.Holds);

        // A raise stays below the limit, too; what was written is what the car may draw.
        Write(30);
        _tracker.ReadBack(16, charging: true);
        Assert.Equal((16, null, 30), (_tracker.Limit, _tracker.Mismatch, _inForce.Highest));
        Write(12);
        _tracker.ReadBack(12, charging: true);
        Assert.Null(_tracker.Limit);
    }

    [Fact]
    public void ReadBack_LowerAndChanging_IsNoLimit()
    {
        Write(24);
        for (var round = 0; round < 6; round++)
            _tracker.ReadBack(round % 2 == 0 ? 16 : 10, charging: true);
        Assert.Equal((null, true), (_tracker.Limit, _tracker.MustWrite(24)));
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
        _inForce.Alive();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _tracker.Disconnected();
        Assert.Equal(lost, _tracker.FellBackTooSoon(found) is not null);
    }

    [Fact]
    public void OwnLimit_ShownOnce_StaysKnownUntilMoreIsReadBack()
    {
        Write(24);
        for (var round = 0; round < 3; round++)
        {
            Assert.False(_tracker.IsOwnLimit(10));
            _tracker.ReadBack(10, charging: true);
        }

        _tracker.Disconnected();
        Write(8);
        _tracker.ReadBack(8, charging: true);
        Assert.True(_tracker.IsOwnLimit(10));
        Write(16);
        _tracker.ReadBack(16, charging: true);
        Assert.False(_tracker.IsOwnLimit(10));
    }

    [Fact]
    public void Suspect_TwiceOnAConnection_IsItsOwnLimit()
    {
        Suspect(10);
        Assert.False(_tracker.IsOwnLimit(10));
        _tracker.Disconnected();
        Suspect(10);
        Assert.False(_tracker.IsOwnLimit(10));
        Suspect(10);
        Assert.True(_tracker.IsOwnLimit(10));
        Write(16);
        _tracker.ReadBack(16, charging: true);
        Assert.False(_tracker.IsOwnLimit(10));
        Suspect(10);
        Assert.False(_tracker.IsOwnLimit(10));

        void Suspect(int amperes)
        {
            Write(24);
            _tracker.ReadBack(amperes, charging: true);
            _tracker.Suspect(amperes);
            Write(amperes);
            _tracker.ReadBack(amperes, charging: true);
        }
    }

    [Fact]
    public void FellBack_NeverUnderControl_SaysNothingOfTime() => Assert.Null(_tracker.FellBackTooSoon(8));
}
