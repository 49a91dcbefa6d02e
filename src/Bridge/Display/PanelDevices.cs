using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Display;

/// <summary>The device files that the panel needs.</summary>
internal static class PanelDevices
{
    private const string Pwm = "/sys/class/pwm/pwmchip0";

    /// <summary>What is wrong with them and what to do, in one line; null if nothing is.</summary>
    /// <param name="spi">The wiring.</param>
    /// <param name="root">Where the device files are; <c>/</c>.</param>
    internal static string? Fault(LcdSpiOptions spi, string root = "/")
    {
        var bus = $"/dev/spidev{spi.Bus}.{spi.ChipSelect}";
        return Missing(root, bus, "switch SPI on (raspi-config, Interface Options) and look at lcd.spi.bus and chipSelect", "spi")
            ?? Missing(root, "/dev/gpiochip0", "this board has no pins", "gpio")
            ?? (spi.BacklightPwm && !Directory.Exists(Path.Join(root, Pwm)) ? $"{Pwm} is missing: put dtoverlay=pwm into /boot/firmware/config.txt, or leave lcd.spi.backlightPwm off" : null);
    }

    private static string? Missing(string root, string device, string remedy, string group)
    {
        try
        {
            using var file = new FileStream(Path.Join(root, device), FileMode.Open, FileAccess.ReadWrite);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"{device} may not be opened: put the service's user into the group {group} (SupplementaryGroups=spi gpio)";
        }
        catch (FileNotFoundException)
        {
            return $"{device} is missing: {remedy}";
        }
        catch (DirectoryNotFoundException)
        {
            return $"{device} is missing: {remedy}";
        }
        catch (IOException busy)
        {
            return $"{device}: {busy.Message}; another program uses it";
        }
    }
}
