using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Policy;

public sealed class ChargerSharesTests
{
    [Fact]
    public void Reserve_OneCharger_HasAll() => Assert.Equal(24, Shares.Of(10).Reserve(0, 24, 0, all => all));

    [Fact]
    public void Reserve_TwoWithCars_RaiseOnlyWhatTheOtherGaveBack()
    {
        var shares = Shares.Of(8, 8);
        shares.Hold(1, 16, stuck: 0);
        Assert.Equal(8, shares.Reserve(0, 24, 8, all => all));
        Assert.Equal(12, shares.Reserve(1, 24, 16, all => all));
        shares.Hold(1, 12, stuck: 0);
        Assert.Equal(12, shares.Reserve(0, 24, 8, all => all));
    }

    [Fact]
    public void Reserve_TotalFalls_GoesToTheFairPartsAtOnce()
    {
        var shares = Shares.Of(8, 8);
        shares.Hold(0, 12, stuck: 0);
        shares.Hold(1, 12, stuck: 0);
        Assert.Equal(8, shares.Reserve(1, 16, 12, all => all));
        Assert.Equal(8, shares.Reserve(0, 16, 12, all => all));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(8, 8)]
    [InlineData(10, 10)]
    [InlineData(13, 10)]
    public void Reserve_BackFromOutOfReach_KeepsOnlyWhatItOffersForCertain(int kept, int share)
    {
        var shares = Shares.Of(12, 8);
        shares.Hold(1, 13, stuck: 0);
        Assert.Equal(share, shares.Reserve(0, 21, kept, all => all));
    }

    [Fact]
    public void Reserve_OneWithoutCar_LeavesAllToTheOther()
    {
        var shares = Shares.Of(8, 8);
        shares.Want(1, false);
        Assert.Equal(0, shares.Reserve(1, 16, 0, all => all));
        shares.Hold(1, 0, stuck: 0);
        Assert.Equal(16, shares.Reserve(0, 16, 0, all => all));
    }

    [Fact]
    public void Reserve_TooLittleForTwo_ServesTheFirst()
    {
        var shares = Shares.Of(0, 0);
        Assert.Equal(0, shares.Reserve(1, 10, 0, all => all));
        Assert.Equal(10, shares.Reserve(0, 10, 0, all => all));
    }

    [Fact]
    public void Reserve_Raise_IsHeldFromThenOn()
    {
        var shares = Shares.Of(0, 0);
        Assert.Equal(8, shares.Reserve(0, 16, 0, all => all));
        shares.Want(0, false);
        Assert.Equal(8, shares.Reserve(1, 16, 0, all => all));
    }

    [Fact]
    public void Reserve_OtherDrawsMoreThanItsPart_KeepsOnlyWhatIsLeft()
    {
        var shares = Shares.Of(0, 0);
        shares.Hold(0, 12, stuck: 12);
        Assert.Equal(4, shares.Reserve(1, 16, 8, all => all));
        shares.Hold(0, 12, stuck: 0);
        Assert.Equal(8, shares.Reserve(1, 16, 8, all => all));
    }

    [Fact]
    public void Reserve_TooLittleToUse_IsLeftToTheOthers()
    {
        var shares = Shares.Of(0, 0);
        shares.Hold(0, 8, stuck: 0);
        Assert.Equal(4, shares.Reserve(1, 12, 0, share => share < 6 ? 0 : share));
        Assert.Equal(6, shares.Reserve(0, 12, 8, all => all));
        shares.Hold(0, 6, stuck: 0);
        shares.Want(1, false);
        Assert.Equal(12, shares.Reserve(0, 12, 6, all => all));
    }

    [Fact]
    public void Met_OnceEveryChargerWasInReach()
    {
        Assert.True(Shares.Of(32).AllMet);
        var shares = Shares.Of(32, 32);
        Assert.False(shares.AllMet);
        Assert.True(shares.MarkConnected(1));
        Assert.False(shares.AllMet);
        Assert.True(shares.MarkConnected(0));
        Assert.False(shares.MarkConnected(0));
        Assert.True(shares.AllMet);
    }

    [Theory]
    [InlineData(8, 0, false)]
    [InlineData(9, 0, true)]
    [InlineData(8, 8, true)]
    public void Hold_TellsWhetherItChanged(int amperes, int stuck, bool changed)
    {
        var shares = Shares.Of(8, 8);
        shares.Hold(0, 8, stuck: 0);
        Assert.Equal(changed, shares.Hold(0, amperes, stuck));
    }

    [Fact]
    public void Want_TellsWhetherItChanged()
    {
        var shares = Shares.Of(8, 8);
        Assert.False(shares.Want(1, true));
        Assert.True(shares.Want(1, false));
        Assert.False(shares.Want(1, false));
        Assert.True(shares.Want(1, true));
    }

    [Fact]
    public void Hold_OneCharger_ChangesNothingForOthers()
    {
        var shares = Shares.Of(8);
        Assert.False(shares.Hold(0, 9, stuck: 0));
        Assert.False(shares.Want(0, false));
        Assert.False(shares.MarkConnected(0));
    }

    [Fact]
    public void Reserve_OtherOutOfReach_LeavesItWhatItMayDraw()
    {
        var shares = Shares.Of(8, 8);
        shares.Hold(1, 14, stuck: 14);
        Assert.Equal(2, shares.Reserve(0, 16, 0, all => all));
    }

    [Theory]
    [InlineData(9.9, 16)]
    [InlineData(10, 8)]
    public void Reserve_OtherNotHeardOfForHalfItsTimeout_MayHaveFallenBack(double seconds, int share)
    {
        var time = new FakeTimeProvider();
        var shares = new ChargerShares(32, [new Fallback(8, TimeSpan.FromSeconds(20)), new Fallback(8, TimeSpan.FromSeconds(20))], time);
        shares.Hold(0, 0, stuck: 0);
        shares.Hold(1, 0, stuck: 0);
        shares.Want(1, false);
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(share, shares.Reserve(0, 16, 0, all => all));
        shares.Hold(1, 0, stuck: 0);
        Assert.Equal(16, shares.Reserve(0, 16, 0, all => all));
    }
}
