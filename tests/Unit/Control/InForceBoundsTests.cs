namespace WallboxMqtt.Tests.Unit.Control;

public sealed class InForceBoundsTests : TrackedSetpoint
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(0, 0)]
    [InlineData(33, 32)]
    [InlineData(-1, 32)]
    public void Setpoint_FoundAtTheFirstConnection_IsInForce(int found, int inForce)
    {
        InForce.Found(found);
        Assert.Equal((null, inForce), (Tracker.Acknowledged, InForce.Highest));
    }

    [Fact]
    public void Setpoint_FoundLater_DoesNotCount()
    {
        Write(16);
        Tracker.Disconnected();
        InForce.Found(6);
        Assert.Equal(16, InForce.Highest);
    }

    [Fact]
    public void Kept_IsWhatTheChargerOffersForCertain()
    {
        InForce.Found(16);
        Assert.Equal(16, InForce.Lowest);
        InForce.Found(33);
        Tracker.Writing(24);
        Assert.Equal(16, InForce.Lowest);
        Tracker.Written(24);
        Assert.Equal(24, InForce.Lowest);
        Tracker.Writing(8);
        Assert.Equal(8, InForce.Lowest);
        Tracker.Written(8);
        Tracker.ReadBack(6, charging: true);
        Assert.Equal(6, InForce.Lowest);
        Tracker.ReadBack(10, charging: true);
        Assert.Equal(6, InForce.Lowest);
        Tracker.Disconnected();
        Assert.Equal(0, InForce.Lowest);
        InForce.Found(10);
        Assert.Equal((10, 10), (InForce.Lowest, InForce.Highest));
    }

    [Theory]
    [InlineData(16, 9.9, 16, 16)]
    [InlineData(16, 10, 8, 16)]
    [InlineData(0, 12, 0, 8)]
    public void Setpoint_NoSignOfLifeForHalfTheTimeout_MayHaveFallenBack(int written, double seconds, int kept, int inForce)
    {
        Write(written);
        Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal((kept, inForce), (InForce.Lowest, InForce.Highest));
        InForce.Alive();
        Assert.Equal((written, written), (InForce.Lowest, InForce.Highest));
    }

    [Fact]
    public void MayDraw_AfterAFall_IsTheEarlierSetpointUntilTheCarHadTimeToFollow()
    {
        Write(16);
        Time.Advance(TimeSpan.FromSeconds(20));
        Write(8);
        Time.Advance(TimeSpan.FromSeconds(11.9));
        Assert.Equal((8, 16), (InForce.Highest, InForce.MayDraw));
        Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(8, InForce.MayDraw);
        Write(20);
        Assert.Equal(20, InForce.MayDraw);
    }

    [Fact]
    public void MayDraw_BehindAConnection_IsWhatItHeldBeforeUntilTheCarHadTimeToFollow()
    {
        InForce.Found(20);
        Write(8);
        Assert.Equal((8, 20), (InForce.Highest, InForce.MayDraw));
        Time.Advance(TimeSpan.FromSeconds(20));
        Tracker.Writing(24);
        Time.Advance(TimeSpan.FromSeconds(20));
        Write(8);
        Assert.Equal((8, 24), (InForce.Highest, InForce.MayDraw));
    }

    [Theory]
    [InlineData(9, 8)]
    [InlineData(9.1, 10)]
    [InlineData(15.5, 16)]
    [InlineData(2, 8)]
    public void MayDraw_MeasuredAboveTheSetpoint_Counts(double drawn, int mayDraw)
    {
        Write(8);
        Time.Advance(TimeSpan.FromSeconds(12));
        InForce.Measured(drawn);
        Assert.Equal(mayDraw, InForce.MayDraw);
    }

    [Fact]
    public void SignOfLife_MissingWhileTheChargerAnswers_ReservesItsFailsafeCurrent()
    {
        Write(0);
        Time.Advance(TimeSpan.FromSeconds(10));
        Write(0);
        Tracker.ReadBack(0, charging: false);
        Assert.Equal((0, 8), (InForce.Lowest, InForce.Highest));
        InForce.Alive();
        Assert.Equal((0, 0), (InForce.Lowest, InForce.Highest));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(null)]
    public void MayDraw_BehindAConnectionAfterTheFailsafe_IsItsCurrentUntilTheCarHadTimeToFollow(int? found)
    {
        Write(0);
        Tracker.Disconnected();
        Time.Advance(TimeSpan.FromSeconds(40));
        if (found is { } amperes)
            InForce.Found(amperes);
        Write(0);
        InForce.Alive();
        Assert.Equal((0, 8), (InForce.Highest, InForce.MayDraw));
        Time.Advance(TimeSpan.FromSeconds(6));
        InForce.Alive();
        Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, InForce.MayDraw);
    }

    [Fact]
    public void ReadBack_Higher_IsInForce()
    {
        Write(8);
        Tracker.ReadBack(20, charging: true);
        Assert.Equal(20, InForce.Highest);
    }
}
