using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The cabinet display's device files.</summary>
internal sealed class DisplayCheck(LcdOptions lcd) : ILinkCheck
{
    /// <inheritdoc />
    public string Part => "display";

    /// <inheritdoc />
    public Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "devices";
        if (lcd.Spi is not { } spi)
            steps.Passed(step, "none (lcd.device)");
        else if (PanelDevices.Fault(spi) is { } fault)
            steps.Failed(step, fault.Split(": ", 2)[0], fault.Split(": ", 2)[^1]);
        else
            steps.Passed(step, $"/dev/spidev{spi.Bus}.{spi.ChipSelect} and the pins can be opened");
        return Task.CompletedTask;
    }
}
