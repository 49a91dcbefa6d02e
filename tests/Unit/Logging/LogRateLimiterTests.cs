using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Bridge.Logging;

namespace WallboxMqtt.Tests.Unit.Logging;

public sealed class LogRateLimiterTests
{
    [Fact]
    public void Ration_Flood_GivesTwentyASpanAndTellsTheEndOnce()
    {
        var time = new FakeTimeProvider();
        var ration = new LogRateLimiter(TimeSpan.FromSeconds(10), time);
        for (var span = 0; span < 3; span++)
        {
            var (taken, ends) = (0, 0);
            for (var i = 0; i < 1000; i++)
            {
                taken += ration.Take(out var last) ? 1 : 0;
                ends += last ? 1 : 0;
            }

            Assert.Equal((20, 1), (taken, ends));
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }
}
