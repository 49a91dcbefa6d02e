using System.Device.Gpio;
using System.Device.Pwm;
using System.Device.Spi;

namespace WallboxMqtt.Lcd.St7735s;

/// <summary>
/// Waveshare's 1.8" LCD module: an ST7735S with 128 x 160 visible pixels out of a memory of 132 x 162, four-wire SPI in mode 0.
/// Only what changed since the last frame is sent. Call <see cref="InitializeAsync"/> before the first frame, and again at any time to bring
/// back a panel that a disturbance has upset. Not thread-safe.
/// </summary>
public sealed class St7735sPanel : IPanel
{
    // The Raspberry Pi's first PWM output, which its "pwm" overlay puts on pin 18.
    private const int PwmChip = 0;
    private const int PwmOutput = 0;
    private const int BacklightHz = 1000;

    private const int ShortSide = 128;
    private const int LongSide = 160;
    private const int MemoryShortSide = 132;
    private const int MemoryLongSide = 162;

    /// <summary>Reset pulse: at least 10 us (datasheet, reset timing).</summary>
    private static readonly TimeSpan s_resetPulse = TimeSpan.FromMilliseconds(10);

    /// <summary>After a reset, and after SLPOUT: 120 ms (datasheet, reset timing, SWRESET and SLPOUT).</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(120);

    private readonly St7735sBus _bus;
    private readonly GpioController _gpio;
    private readonly St7735sOptions _options;
    private readonly TimeProvider _time;
    private readonly PwmChannel? _backlight;
    private readonly ushort[] _shown;
    private bool _ready;
    private bool _allDirty;
    private bool _disposed;

    /// <summary>A panel on open devices; sends nothing yet.</summary>
    /// <param name="spi">The bus, mode 0; disposed with the panel.</param>
    /// <param name="gpio">The pins; disposed with the panel.</param>
    /// <param name="options">Pins, orientation and kind of the panel.</param>
    /// <param name="time">For the datasheet's waits.</param>
    /// <param name="backlight">Dims the backlight; disposed with the panel. Null: the pin switches it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rotation is none of the four, or the window lies outside the panel's memory.</exception>
    public St7735sPanel(SpiDevice spi, GpioController gpio, St7735sOptions options, TimeProvider time, PwmChannel? backlight = null)
    {
        if (!Enum.IsDefined(options.Rotation))
            throw new ArgumentOutOfRangeException(nameof(options), options.Rotation, "the rotation is 0, 90, 180 or 270");
        _gpio = gpio;
        _options = options;
        _time = time;
        _backlight = backlight;
        var landscape = options.Rotation is PanelRotation.Landscape or PanelRotation.LandscapeFlipped;
        (Width, Height) = landscape ? (LongSide, ShortSide) : (ShortSide, LongSide);
        CheckOffset(options.OffsetX, (landscape ? MemoryLongSide : MemoryShortSide) - Width);
        CheckOffset(options.OffsetY, (landscape ? MemoryShortSide : MemoryLongSide) - Height);
        _shown = new ushort[Width * Height];
        _bus = new St7735sBus(spi, gpio, options);
    }

    /// <inheritdoc />
    public int Width { get; }

    /// <inheritdoc />
    public int Height { get; }

    /// <summary>The panel wired to this machine as the options say; sends nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As the constructor.</exception>
    /// <exception cref="IOException">There are no pins on this machine, or libgpiod is missing.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static St7735sPanel Open(St7735sOptions options, TimeProvider time)
    {
        var spi = SpiDevice.Create(new SpiConnectionSettings(options.Bus, options.ChipSelect)
        {
            ClockFrequency = options.ClockHz,
            Mode = SpiMode.Mode0,
            DataBitLength = 8,
        });
        GpioController? gpio = null;
        PwmChannel? backlight = null;
        try
        {
            gpio = new GpioController();
            backlight = options.BacklightPwm ? PwmChannel.Create(PwmChip, PwmOutput, BacklightHz, 0) : null;
            return new St7735sPanel(spi, gpio, options, time, backlight);
        }
        catch
        {
            backlight?.Dispose();
            gpio?.Dispose();
            spi.Dispose();
            throw;
        }
    }

    /// <summary>Resets the panel, sets its registers, sends the last frame (black at first) and lights it. Takes about 0.4 s.</summary>
    /// <param name="cancellation">Ends the waits; the panel is then not ready.</param>
    /// <exception cref="IOException">The bus or a pin cannot be opened or written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task InitializeAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _ready = false;
        if (_backlight is null)
            OpenPin(_options.BacklightPin, PinValue.Low);
        else
            _backlight.Start();
        OpenPin(_options.DataCommandPin, PinValue.Low);
        OpenPin(_options.ResetPin, PinValue.Low);
        await Task.Delay(s_resetPulse, _time, cancellation);
        _gpio.Write(_options.ResetPin, PinValue.High);
        await Task.Delay(s_settle, _time, cancellation);
        _bus.Send(St7735sCommand.SoftwareReset);
        await Task.Delay(s_settle, _time, cancellation);
        _bus.Send(St7735sCommand.SleepOut);
        await Task.Delay(s_settle, _time, cancellation);
        St7735sRegisters.Send(_bus, _options);
        SendAll(_shown);
        _bus.Send(St7735sCommand.DisplayOn);
        _allDirty = false;
        _ready = true;
        SetBrightness(1);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The panel has not been initialized.</exception>
    public void Show(ReadOnlySpan<ushort> frame)
    {
        ThrowIfNotReady();
        if (frame.Length != _shown.Length)
            throw new ArgumentException($"a frame has {_shown.Length} pixels, not {frame.Length}", nameof(frame));

        var everything = _allDirty;
        _allDirty = true;
        if (everything)
        {
            SendAll(frame);
        }
        else
        {
            foreach (var area in new DirtyAreas(_shown, frame, Width))
                _bus.SendPixels(frame, Width, area);
        }

        _allDirty = false;
        frame.CopyTo(_shown);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The panel has not been initialized.</exception>
    public void SetBrightness(double brightness)
    {
        ThrowIfNotReady();
        if (_backlight is null)
            _gpio.Write(_options.BacklightPin, brightness >= 0.5 ? PinValue.High : PinValue.Low);
        else
            _backlight.DutyCycle = Math.Clamp(brightness, 0, 1);
    }

    /// <summary>Darkens the panel, puts it to sleep and closes bus and pins.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        try
        {
            if (_ready)
            {
                SetBrightness(0);
                _bus.Send(St7735sCommand.DisplayOff);
                _bus.Send(St7735sCommand.SleepIn);
            }
        }
        catch (IOException)
        {
            // A panel that cannot be reached cannot be put to sleep either; what is left is to close it.
        }
        finally
        {
            _disposed = true;
            _bus.Dispose();
            _backlight?.Dispose();
            _gpio.Dispose();
        }
    }

    private static void CheckOffset(int offset, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, most);
    }

    private void SendAll(ReadOnlySpan<ushort> frame) => _bus.SendPixels(frame, Width, new PixelArea(0, 0, Width, Height));

    private void ThrowIfNotReady()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_ready)
            throw new InvalidOperationException("the panel has not been initialized");
    }

    private void OpenPin(int pin, PinValue value)
    {
        if (_gpio.IsPinOpen(pin))
            _gpio.Write(pin, value);
        else
            _gpio.OpenPin(pin, PinMode.Output, value);
    }
}
