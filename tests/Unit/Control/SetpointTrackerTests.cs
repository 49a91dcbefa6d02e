namespace WallboxMqtt.Tests.Unit.Control;

public sealed class SetpointTrackerTests : TrackedSetpoint
{
    [Fact]
    public void Setpoint_NothingWritten_MustWriteAndHoldsNothing()
    {
        Assert.True(Tracker.MustWrite(0));
        Assert.False(Tracker.Holds);
        Assert.Equal((null, 32), (Tracker.Acknowledged, InForce.Highest));
    }

    [Fact]
    public void Setpoint_Acknowledged_IsRenewedAfter30Seconds()
    {
        Write(16);
        Assert.True(Tracker.Holds);
        Assert.False(Tracker.MustWrite(16));
        Assert.True(Tracker.MustWrite(15));
        Assert.True(Tracker.MustWrite(17));
        Time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(Tracker.MustWrite(16));
        Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(Tracker.MustWrite(16));
    }

    [Fact]
    public void Setpoint_SentAndNotAcknowledged_HoldsNothingAndTheHigherMayBeInForce()
    {
        Write(16);
        Tracker.Writing(24);
        Assert.Equal((false, 24, 16), (Tracker.Holds, InForce.Highest, Tracker.Acknowledged));
        Tracker.Disconnected();
        Assert.Equal((24, null), (InForce.Highest, Tracker.Acknowledged));
        Tracker.Writing(8);
        Assert.Equal(24, InForce.Highest);
        Tracker.Written(8);
        Assert.Equal(8, InForce.Highest);
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
        Tracker.ReadBack(readBack, charging);
        Assert.Equal((holds, mismatch, mustWrite), (Tracker.Holds, Tracker.Mismatch is not null, Tracker.MustWrite(written)));
    }

    [Fact]
    public void ReadBack_SixOfAPauseWhileItCharges_MayBeInForce()
    {
        Write(0);
        Tracker.ReadBack(6, charging: true);
        Assert.Equal((true, 6), (Tracker.IsUnpaused, InForce.Highest));
        Tracker.ReadBack(6, charging: false);
        Assert.False(Tracker.IsUnpaused);
    }

    [Fact]
    public void ReadBack_Higher_HoldsAgainOnlyAfterAReadThatAgrees()
    {
        Write(16);
        Tracker.ReadBack(24, charging: true);
        Write(16);
        Assert.False(Tracker.Holds);
        Assert.False(Tracker.MustWrite(16));
        Tracker.ReadBack(16, charging: true);
        Assert.True(Tracker.Holds);
        Assert.Null(Tracker.Mismatch);
    }

    [Fact]
    public void ReadBack_BeforeAnythingIsAcknowledged_TellsNothing()
    {
        Tracker.ReadBack(32, charging: true);
        Assert.Null(Tracker.Mismatch);
    }

    [Fact]
    public void Disconnected_ForgetsWhatWasReadBack()
    {
        Write(16);
        Tracker.ReadBack(24, charging: true);
        Tracker.Disconnected();
        Write(16);
        Assert.True(Tracker.Holds);
        Assert.Null(Tracker.Mismatch);
    }

    [Fact]
    public void Setpoint_AnotherSetpointWasRefused_MustWriteTheEarlierOneAgain()
    {
        Write(8);
        Tracker.Writing(10);
        Tracker.ReadBack(8, charging: true);
        Assert.True(Tracker.MustWrite(8));
        Write(8);
        Assert.False(Tracker.MustWrite(8));
    }

    [Fact]
    public void ReadBack_LowerThreeTimes_IsTheChargersOwnLimit()
    {
        Write(24);
        Tracker.ReadBack(16, charging: true);
        Tracker.ReadBack(16, charging: true);
        Assert.Equal((null, true, "setpoint is 24 A, the charger reads back 16 A"), (Tracker.Limit, Tracker.MustWrite(24), Tracker.Mismatch));
        Tracker.ReadBack(16, charging: true);
        Assert.Equal((16, false, null), (Tracker.Limit, Tracker.MustWrite(24), Tracker.Mismatch));
        Assert.True(Tracker.Holds);

        // A raise stays below the limit, too; what was written is what the car may draw.
        Write(30);
        Tracker.ReadBack(16, charging: true);
        Assert.Equal((16, null, 30), (Tracker.Limit, Tracker.Mismatch, InForce.Highest));
        Write(12);
        Tracker.ReadBack(12, charging: true);
        Assert.Null(Tracker.Limit);
    }

    [Fact]
    public void ReadBack_LowerAndChanging_IsNoLimit()
    {
        Write(24);
        for (var round = 0; round < 6; round++)
            Tracker.ReadBack(round % 2 == 0 ? 16 : 10, charging: true);
        Assert.Equal((null, true), (Tracker.Limit, Tracker.MustWrite(24)));
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
        InForce.Alive();
        Time.Advance(TimeSpan.FromSeconds(seconds));
        Tracker.Disconnected();
        Assert.Equal(lost, Tracker.FellBackTooSoon(found) is not null);
    }

    [Fact]
    public void OwnLimit_ShownOnce_StaysKnownUntilMoreIsReadBack()
    {
        Write(24);
        for (var round = 0; round < 3; round++)
        {
            Assert.False(Tracker.IsOwnLimit(10));
            Tracker.ReadBack(10, charging: true);
        }

        Tracker.Disconnected();
        Write(8);
        Tracker.ReadBack(8, charging: true);
        Assert.True(Tracker.IsOwnLimit(10));
        Write(16);
        Tracker.ReadBack(16, charging: true);
        Assert.False(Tracker.IsOwnLimit(10));
    }

    [Fact]
    public void Suspect_TwiceOnAConnection_IsItsOwnLimit()
    {
        Suspect(10);
        Assert.False(Tracker.IsOwnLimit(10));
        Tracker.Disconnected();
        Suspect(10);
        Assert.False(Tracker.IsOwnLimit(10));
        Suspect(10);
        Assert.True(Tracker.IsOwnLimit(10));
        Write(16);
        Tracker.ReadBack(16, charging: true);
        Assert.False(Tracker.IsOwnLimit(10));
        Suspect(10);
        Assert.False(Tracker.IsOwnLimit(10));

        void Suspect(int amperes)
        {
            Write(24);
            Tracker.ReadBack(amperes, charging: true);
            Tracker.Suspect(amperes);
            Write(amperes);
            Tracker.ReadBack(amperes, charging: true);
        }
    }

    [Fact]
    public void FellBack_NeverUnderControl_SaysNothingOfTime() => Assert.Null(Tracker.FellBackTooSoon(8));
}
