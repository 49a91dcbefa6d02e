using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Tests.Unit.Timing;

public sealed class BootClockTests
{
    private const long Second = 1_000_000_000;

    private long _monotonic = 50 * Second;
    private long? _boot = 50 * Second;

    [Fact]
    public void Timestamp_MachineWasSuspended_CountsTheSuspension()
    {
        var clock = Clock();
        var before = clock.GetTimestamp();
        _monotonic += Second;
        _boot += 3601 * Second;
        Assert.Equal(3601 * Second, clock.GetTimestamp() - before);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 3, 3)]
    [InlineData(3, 1, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(3, -9, 3)]
    public void Timestamp_ClocksDiffer_AgeIsThatOfTheFaster(int monotonic, int boot, int age)
    {
        _boot += 10 * Second;
        var clock = Clock();
        var before = clock.GetTimestamp();
        _monotonic += monotonic * Second;
        _boot += boot * Second;
        Assert.Equal(age * Second, clock.GetTimestamp() - before);
    }

    [Fact]
    public void Timestamp_NoBootTime_IsTheMonotonicClock()
    {
        _boot = null;
        Assert.Equal(_monotonic, Clock().GetTimestamp());
    }

    [Fact]
    public void Timestamp_BootTimeFailsLater_KeepsTheSuspensionSeen()
    {
        _boot += 10 * Second;
        var clock = Clock();
        var before = clock.GetTimestamp();
        _boot = null;
        _monotonic += Second;
        Assert.Equal(Second, clock.GetTimestamp() - before);
    }

    [Fact]
    public void Instance_BesideTheSystems_IsNeverBehindItAndPasses()
    {
        var clock = BootClock.Instance;
        Assert.Equal(TimeProvider.System.TimestampFrequency, clock.TimestampFrequency);
        var last = 0L;
        for (var i = 0; i < 1000; i++)
        {
            var system = TimeProvider.System.GetTimestamp();
            var now = clock.GetTimestamp();
            Assert.True(now >= system && now >= last);
            last = now;
        }

        Assert.InRange(clock.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Instance_OnLinux_CountsFromBootWithSuspensions()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // /proc/uptime is CLOCK_BOOTTIME, cut down to hundredths.
        var before = Uptime();
        var clock = BootClock.Instance.GetTimestamp() / (double)BootClock.Instance.TimestampFrequency;
        Assert.InRange(clock, before, Uptime() + 0.02);

        static double Uptime() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private BootClock Clock() => new(() => _monotonic, () => _boot);
}
