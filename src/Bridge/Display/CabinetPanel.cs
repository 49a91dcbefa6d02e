using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Lcd.St7735s;

namespace WallboxMqtt.Bridge.Display;

/// <summary>The panel that is wired to this machine.</summary>
internal sealed class CabinetPanel(LcdSpiOptions spi, NightOptions? night, DisplayState camera, TimeProvider time)
{
    /// <summary>Lights it and keeps it up to date until cancelled; then it sleeps.</summary>
    /// <exception cref="IOException">It is not there, busy, or gone: one line that says what to do.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        if (PanelDevices.Fault(spi) is { } fault)
            throw new IOException(fault);
        using var panel = St7735sPanel.Open(Options(spi), time);
        await panel.InitializeAsync(cancellation);
        await new CabinetDisplay(panel, () => camera.Now, night, time).RunAsync(cancellation);
    }

    private static St7735sOptions Options(LcdSpiOptions spi) => new()
    {
        Bus = spi.Bus,
        ChipSelect = spi.ChipSelect,
        ClockHz = spi.ClockHz,
        DataCommandPin = spi.DataCommand,
        ResetPin = spi.Reset,
        BacklightPin = spi.Backlight,
        BacklightPwm = spi.BacklightPwm,
        OffsetX = spi.OffsetX,
        OffsetY = spi.OffsetY,
        Rotation = (PanelRotation)spi.Rotation,
        BlueFirst = spi.BlueFirst,
        Inverted = spi.Inverted,
    };
}
