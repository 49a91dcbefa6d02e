using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Lcd;
using WallboxMqtt.Tests.Safety.World;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Display;

public sealed class CabinetDisplayTests
{
    [Fact]
    public void Reports_InAFlood_AreDrawnFiveTimesASecondAtMost()
    {
        var world = new SimulatedWorld();
        var feed = new ReportFeed();
        using var panel = new RecordingPanel();
        using var stop = new CancellationTokenSource();
        Task? running = null;
        world.Start(() => running = new CabinetDisplay(panel, feed, world.Time).RunAsync(stop.Token).ContinueWith(_ => { }, TaskScheduler.Default));
        Assert.Single(panel.Frames);
        for (var i = 0; i < 100; i++)
        {
            world.Do(() => feed.Publish(i % 2 == 0 ? Reports.Full : Reports.Unknown));
            world.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(panel.Frames.Count, 5, 7);
        world.Do(() => feed.Publish(Reports.Full));
        world.Advance(TimeSpan.FromSeconds(1));
        var canvas = CabinetPicture.NewCanvas();
        CabinetPicture.Draw(canvas, Reports.Full, world.Time);
        Assert.Equal(canvas.Pixels.ToArray(), panel.Frames[^1]);
        world.Do(stop.Cancel);
    }

    private sealed class RecordingPanel : IPanel
    {
        internal List<ushort[]> Frames { get; } = [];

        public int Width => 160;

        public int Height => 128;

        public void Show(ReadOnlySpan<ushort> frame) => Frames.Add(frame.ToArray());

        public void Dispose()
        {
        }
    }
}
