using System.Buffers.Binary;
using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Lcd.St7735s;

namespace WallboxMqtt.Tests.Unit.Lcd.St7735s;

public sealed class St7735sPanelTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(1);

    private static readonly string[] s_powerOn =
    [
        "backlight 0", "reset 0", "reset 1",
        "01",
        "11",
        "B1: 01 2C 2D",
        "B2: 01 2C 2D",
        "B3: 01 2C 2D 01 2C 2D",
        "B4: 07",
        "C0: A2 02 84",
        "C1: C5",
        "C2: 0A 00",
        "C3: 8A 2A",
        "C4: 8A EE",
        "C5: 0E",
        "E0: 0F 1A 0F 18 2F 28 20 22 1F 1B 23 37 00 07 02 10",
        "E1: 0F 1B 0F 17 33 2C 29 2E 30 30 39 3F 00 07 03 10",
        "3A: 05",
        "36: 60",
        "20",
        "13",
        "2A: 00 01 00 A0",
        "2B: 00 02 00 81",
        "2C: 40960 bytes",
        "29",
        "backlight 1",
    ];

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Panel_BeforeInitialization_SendsNothing()
    {
        var (panel, recorder) = Create(new St7735sOptions());

        Assert.Throws<InvalidOperationException>(() => panel.Show(new ushort[160 * 128]));
        panel.Dispose();

        Assert.Empty(recorder.Events);
        Assert.True(recorder.SpiClosed);
        Assert.True(recorder.PinsClosed);
    }

    [Fact]
    public async Task Panel_Initialized_SendsTheRegistersABlackFrameAndLightsUp()
    {
        var (panel, recorder) = Create(new St7735sOptions());

        await Initialize(panel);

        Assert.All(recorder.PixelBytes(), octet => Assert.Equal(0, octet));
        Assert.Equal(s_powerOn, recorder.TakeLines());
        Assert.Equal((160, 128), (panel.Width, panel.Height));
    }

    [Fact]
    public async Task Panel_Initialized_KeepsTheWaitsOfTheDatasheet()
    {
        var (panel, recorder) = Create(new St7735sOptions());

        await Initialize(panel);

        var at = recorder.Events.ToLookup(happened => happened.Text, happened => happened.At, StringComparer.Ordinal);
        Assert.True(at["reset 1"].Single() - at["reset 0"].Single() >= TimeSpan.FromMicroseconds(10));
        Assert.True(at["01"].First() - at["reset 1"].Single() >= TimeSpan.FromMilliseconds(120));
        Assert.True(at["11"].Single() - at["01"].First() >= TimeSpan.FromMilliseconds(120));
        Assert.True(at["B1"].Single() - at["11"].Single() >= TimeSpan.FromMilliseconds(120));
        Assert.True(at["29"].Single() < TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Panel_InitializationCancelled_IsNotReady()
    {
        var (panel, recorder) = Create(new St7735sOptions());
        using var cancellation = new CancellationTokenSource();

        var initialization = panel.InitializeAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => initialization);
        Assert.Throws<InvalidOperationException>(() => panel.Show(new ushort[160 * 128]));
        Assert.Equal(["backlight 0", "reset 0"], recorder.TakeLines());
    }

    [Theory]
    [InlineData(PanelRotation.Portrait, false, "36: 00", 128, 160)]
    [InlineData(PanelRotation.Landscape, false, "36: 60", 160, 128)]
    [InlineData(PanelRotation.PortraitFlipped, false, "36: C0", 128, 160)]
    [InlineData(PanelRotation.LandscapeFlipped, false, "36: A0", 160, 128)]
    [InlineData(PanelRotation.Landscape, true, "36: 68", 160, 128)]
    public async Task Panel_RotationAndColourOrder_AreWrittenToMadctl(PanelRotation rotation, bool blueFirst, string madctl, int width, int height)
    {
        var (panel, recorder) = Create(new St7735sOptions { Rotation = rotation, BlueFirst = blueFirst });

        await Initialize(panel);

        Assert.Contains(madctl, recorder.TakeLines());
        Assert.Equal((width, height), (panel.Width, panel.Height));
    }

    [Theory]
    [InlineData(0, 0, "2A: 00 00 00 9F", "2B: 00 00 00 7F")]
    [InlineData(2, 4, "2A: 00 02 00 A1", "2B: 00 04 00 83")]
    public async Task Panel_Offsets_MoveTheWindow(int x, int y, string columns, string rows)
    {
        var (panel, recorder) = Create(new St7735sOptions { OffsetX = x, OffsetY = y });

        await Initialize(panel);

        var lines = recorder.TakeLines();
        Assert.Contains(columns, lines);
        Assert.Contains(rows, lines);
    }

    [Theory]
    [InlineData(-1, 0, PanelRotation.Landscape)]
    [InlineData(3, 0, PanelRotation.Landscape)]
    [InlineData(0, 5, PanelRotation.Landscape)]
    [InlineData(5, 0, PanelRotation.Portrait)]
    [InlineData(0, 3, PanelRotation.Portrait)]
    [InlineData(0, 0, (PanelRotation)45)]
    public void Panel_WindowOutsideTheMemory_IsRefused(int x, int y, PanelRotation rotation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(new St7735sOptions { OffsetX = x, OffsetY = y, Rotation = rotation }));

    [Fact]
    public async Task Panel_Inverted_SwitchesInversionOn()
    {
        var (panel, recorder) = Create(new St7735sOptions { Inverted = true });

        await Initialize(panel);

        var lines = recorder.TakeLines();
        Assert.Contains("21", lines);
        Assert.DoesNotContain("20", lines);
    }

    [Fact]
    public async Task Show_WholeFrameChanged_SendsItHighByteFirstInChunks()
    {
        var (panel, recorder) = await Ready();
        var frame = new ushort[160 * 128];
        for (var pixel = 0; pixel < frame.Length; pixel++)
            frame[pixel] = (ushort)(pixel + 1);

        panel.Show(frame);

        var bytes = recorder.PixelBytes();
        Assert.Equal(40_960, bytes.Length);
        for (var pixel = 0; pixel < frame.Length; pixel++)
            Assert.Equal(frame[pixel], BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(pixel * 2)));
        Assert.Equal(4096, recorder.LargestTransfer);
        Assert.Equal(["2A: 00 01 00 A0", "2B: 00 02 00 81", "2C: 40960 bytes"], recorder.TakeLines());
    }

    [Fact]
    public async Task Show_SmallRectangleChanged_SendsOnlyIt()
    {
        var (panel, recorder) = await Ready();
        var frame = new ushort[160 * 128];
        frame[(20 * 160) + 10] = 0xF800;
        frame[(21 * 160) + 12] = 0x07E0;

        panel.Show(frame);

        Assert.Equal([0xF8, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0x07, 0xE0], recorder.PixelBytes());
        Assert.Equal(["2A: 00 0B 00 0D", "2B: 00 16 00 17", "2C: 12 bytes"], recorder.TakeLines());
    }

    [Fact]
    public async Task Show_TwoDistantChanges_SendsTwoWindows()
    {
        var (panel, recorder) = await Ready();
        var frame = new ushort[160 * 128];
        frame[0] = 1;
        frame[^1] = 2;

        panel.Show(frame);

        Assert.Equal(
            ["2A: 00 01 00 01", "2B: 00 02 00 02", "2C: 2 bytes", "2A: 00 A0 00 A0", "2B: 00 81 00 81", "2C: 2 bytes"],
            recorder.TakeLines());
    }

    [Fact]
    public async Task Show_SameFrameAgain_SendsNothing()
    {
        var (panel, recorder) = await Ready();
        var frame = new ushort[160 * 128];
        Array.Fill(frame, (ushort)0x1234);
        panel.Show(frame);
        recorder.Events.Clear();

        panel.Show(frame);

        Assert.Empty(recorder.Events);
    }

    [Fact]
    public async Task Show_WrongSize_IsRefused()
    {
        var (panel, recorder) = await Ready();

        Assert.Throws<ArgumentException>(() => panel.Show(new ushort[128]));
        Assert.Empty(recorder.Events);
    }

    [Fact]
    public async Task Show_AfterAFailedTransfer_SendsEverything()
    {
        var (panel, recorder) = await Ready();
        var frame = new ushort[160 * 128];
        frame[5] = 1;
        recorder.Unplugged = true;
        Assert.Throws<IOException>(() => panel.Show(frame));

        recorder.Unplugged = false;
        panel.Show(frame);

        Assert.Equal(["2A: 00 01 00 A0", "2B: 00 02 00 81", "2C: 40960 bytes"], recorder.TakeLines());
    }

    [Fact]
    public async Task Initialize_Again_SendsTheLastFrame()
    {
        var (panel, recorder) = await Ready();
        var frame = new ushort[160 * 128];
        Array.Fill(frame, (ushort)0xABAB);
        panel.Show(frame);
        recorder.Events.Clear();

        await Initialize(panel);

        var bytes = recorder.PixelBytes();
        Assert.Equal(40_960, bytes.Length);
        Assert.All(bytes, octet => Assert.Equal(0xAB, octet));
        Assert.Equal(s_powerOn, recorder.TakeLines());
    }

    [Fact]
    public async Task Backlight_SwitchedOff_PullsThePinLow()
    {
        var (panel, recorder) = await Ready();

        panel.SetBrightness(0.4);

        Assert.Equal(["backlight 0"], recorder.TakeLines());
    }

    [Fact]
    public async Task Backlight_ByPwm_IsDimmedAndLeavesThePinAlone()
    {
        var recorder = new PanelRecorder(new St7735sOptions(), _time);
        var pwm = new RecordingPwm();
        var panel = new St7735sPanel(new RecordingSpi(recorder), new GpioController(new RecordingPins(recorder)), new St7735sOptions(), _time, pwm);
        await Initialize(panel);
        panel.SetBrightness(0.2);
        panel.SetBrightness(7);
        panel.Dispose();

        Assert.Equal(["start", "1", "0.2", "1", "0", "closed"], pwm.Said);
        Assert.DoesNotContain(recorder.TakeLines(), line => line.StartsWith("backlight", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_ReadyPanel_DarkensAndSleepsOnce()
    {
        var (panel, recorder) = await Ready();

        panel.Dispose();
        panel.Dispose();

        Assert.Equal(["backlight 0", "28", "10"], recorder.TakeLines());
        Assert.True(recorder.SpiClosed);
        Assert.True(recorder.PinsClosed);
        Assert.Throws<ObjectDisposedException>(() => panel.Show(new ushort[160 * 128]));
    }

    [Fact]
    public async Task Dispose_UnpluggedPanel_StillClosesBusAndPins()
    {
        var (panel, recorder) = await Ready();
        recorder.Unplugged = true;

        panel.Dispose();

        Assert.True(recorder.SpiClosed);
        Assert.True(recorder.PinsClosed);
    }

    private async Task<(St7735sPanel Panel, PanelRecorder Recorder)> Ready()
    {
        var (panel, recorder) = Create(new St7735sOptions());
        await Initialize(panel);
        recorder.Events.Clear();
        return (panel, recorder);
    }

    private (St7735sPanel Panel, PanelRecorder Recorder) Create(St7735sOptions options)
    {
        var recorder = new PanelRecorder(options, _time);
        return (new St7735sPanel(new RecordingSpi(recorder), new GpioController(new RecordingPins(recorder)), options, _time), recorder);
    }

    private async Task Initialize(St7735sPanel panel)
    {
        var initialization = panel.InitializeAsync(CancellationToken.None);
        while (!initialization.IsCompleted)
        {
            _time.Advance(s_step);
            await Task.Yield();
        }

        await initialization;
    }
}
