using WallboxMqtt.Bridge.Health;

namespace WallboxMqtt.Tests.Unit.Health;

public sealed class WatchdogTimeoutTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("60000000", null, 60.0)]
    [InlineData("60000000", "42", 60.0)]
    [InlineData("60000000", "43", null)]
    [InlineData("1", null, 0.000001)]
    public void Timeout_AsSystemdSetsIt_IsTaken(string? timeout, string? process, double? seconds)
    {
        Assert.Equal(seconds, Read(timeout, process, out var warning)?.TotalSeconds);
        Assert.Null(warning);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("60s", null)]
    [InlineData(" 60", null)]
    [InlineData("1\n2", null)]
    [InlineData("18446744073709551615", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("60000000", "me")]
    public void Timeout_Odd_IsWarnedOfInOneLineAndIgnored(string timeout, string? process)
    {
        Assert.Null(Read(timeout, process, out var warning));
        Assert.StartsWith("WATCHDOG_", warning, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', warning!);
    }

    private static TimeSpan? Read(string? timeout, string? process, out string? warning) =>
        WatchdogTimeout.Read(name => name == "WATCHDOG_USEC" ? timeout : process, 42, out warning);
}
