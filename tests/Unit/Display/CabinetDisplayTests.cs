using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Lcd;
using WallboxMqtt.Tests.Safety.World;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Display;

public sealed class CabinetDisplayTests : IDisposable
{
    private readonly SimulatedWorld _world = new();
    private readonly RecordingPanel _panel = new();
    private readonly CancellationTokenSource _stop = new();
    private CycleReport? _report;
    private Task? _running;

    public void Dispose()
    {
        _panel.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void Reports_InAFlood_AreDrawnFiveTimesASecondAtMost()
    {
        Start(night: null);
        Assert.Single(_panel.Frames);
        for (var i = 0; i < 100; i++)
        {
            _report = i % 2 == 0 ? SampleReports.Full with { } : SampleReports.Unknown with { };
            _world.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(_panel.Frames.Count, 5, 7);
        _report = SampleReports.Full;
        _world.Advance(TimeSpan.FromSeconds(1));
        var canvas = CabinetPicture.NewCanvas();
        Screen().Draw(canvas);
        Assert.Equal(canvas.Pixels.ToArray(), _panel.Frames[^1]);
    }

    [Fact]
    public void Screens_WhileNoReportComes_StillRotate()
    {
        _report = SampleReports.Unknown;
        Start(night: null);
        _world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _panel.Frames.Select(frame => string.Join(',', frame.Take(160 * 20))).Distinct().Count());
    }

    [Fact]
    public void Backlight_AtNight_IsDimmedButNotInAFault()
    {
        var hour = TimeOnly.FromDateTime(_world.Time.GetLocalNow().DateTime);
        _report = SampleReports.Full;
        Start(new NightOptions(hour.Add(TimeSpan.FromMinutes(1)), hour.Add(TimeSpan.FromMinutes(3)), 0.2));
        _world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([1, 0.2], _panel.Brightness);
        _report = SampleReports.Unknown;
        _world.Advance(TimeSpan.FromSeconds(12));
        Assert.Contains(1, _panel.Brightness.Skip(2));
        _report = SampleReports.Full;
        _world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, _panel.Brightness[^1]);
    }

    [Fact]
    public void Service_ThatEnds_LeavesALastPicture()
    {
        _report = SampleReports.Full;
        Start(night: null);
        _world.Do(_stop.Cancel);
        _world.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_running!.IsCompletedSuccessfully);
        var canvas = CabinetPicture.NewCanvas();
        WallboxMqtt.Lcd.Screens.NoticeScreen.Draw(canvas, CabinetNotices.Ending(SampleReports.Full, _world.Time.GetLocalNow(), CabinetWords.English));
        Assert.Equal(canvas.Pixels[..(160 * 100)].ToArray(), _panel.Frames[^1][..(160 * 100)]);
    }

    private CabinetScreen Screen() => new(_report, null, "", TimeSpan.FromMinutes(1), _world.Time.GetLocalNow());

    private void Start(NightOptions? night) => _world.Start(() => _running = new CabinetDisplay(_panel, Screen, night, _world.Time).RunAsync(_stop.Token));

    private sealed class RecordingPanel : IPanel
    {
        internal List<ushort[]> Frames { get; } = [];

        internal List<double> Brightness { get; } = [];

        public int Width => 160;

        public int Height => 128;

        public void Show(ReadOnlySpan<ushort> frame) => Frames.Add(frame.ToArray());

        public void SetBrightness(double brightness) => Brightness.Add(brightness);

        public void Dispose()
        {
        }
    }
}
