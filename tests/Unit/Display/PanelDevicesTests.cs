using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Display;

public sealed class PanelDevicesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wallbox-devices").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("", false, "/dev/spidev0.0 is missing: switch SPI on")]
    [InlineData("dev/spidev0.1", false, "/dev/spidev0.0 is missing: switch SPI on")]
    [InlineData("dev/spidev0.0", false, "/dev/gpiochip0 is missing: this board has no pins")]
    [InlineData("dev/spidev0.0 dev/gpiochip0", false, null)]
    [InlineData("dev/spidev0.0 dev/gpiochip0", true, "/sys/class/pwm/pwmchip0 is missing: put dtoverlay=pwm")]
    [InlineData("dev/spidev0.0 dev/gpiochip0 sys/class/pwm/pwmchip0/export", true, null)]
    public void Devices_ThatAreMissing_AreNamedWithWhatToDo(string files, bool pwm, string? fault)
    {
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
            File.WriteAllText(Path.Combine(_root, file), "");
        }

        var found = PanelDevices.Fault(new LcdSpiOptions { BacklightPwm = pwm }, _root);
        if (fault is null)
            Assert.Null(found);
        else
            Assert.StartsWith(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_ThatIsBusy_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_root, "dev"));
        using var held = new FileStream(Path.Combine(_root, "dev/spidev0.0"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("another program uses it", PanelDevices.Fault(new LcdSpiOptions(), _root), StringComparison.Ordinal);
    }
}
