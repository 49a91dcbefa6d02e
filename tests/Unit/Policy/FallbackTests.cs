using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Policy;

public sealed class FallbackTests
{
    private static readonly Fallback s_configured = new(10, TimeSpan.FromSeconds(20));

    [Theory]
    [InlineData(16.0, 20, false, 16, 20, 20)]
    [InlineData(6.0, 20, true, 6, 20, 20)]
    [InlineData(null, 20, false, 10, 20, 20)]
    [InlineData(null, 20, true, 32, 20, 20)]
    [InlineData(10.0, 5, false, 10, 5, 20)]
    [InlineData(10.0, 60, false, 10, 20, 60)]
    [InlineData(10.0, null, false, 10, 20, 20)]
    public void Reckon_Found_TakesTheSoonestAndTheLatest(double? current, int? timeout, bool refused, int amperes, int after, int latest) =>
        Assert.Equal(
            new Fallback(amperes, TimeSpan.FromSeconds(after), TimeSpan.FromSeconds(latest)),
            Fallback.Reckon(s_configured, current is { } a ? new Amperes(a) : null, timeout is { } s ? TimeSpan.FromSeconds(s) : null, refused));

    [Fact]
    public void Reckon_NothingIsKnownAndItCannotBeSet_IsTheMostForEver() =>
        Assert.Equal(new Fallback(32, TimeSpan.FromSeconds(20), Fallback.Never), Fallback.Reckon(s_configured, null, null, refused: true));

    [Theory]
    [InlineData(9.999, false)]
    [InlineData(10, true)]
    public void MayHaveStruck_HalfTheTimeout_IsReckonedWith(double age, bool struck) =>
        Assert.Equal(struck, s_configured.MayHaveStruck(TimeSpan.FromSeconds(age)));
}
