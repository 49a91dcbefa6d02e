using System.Globalization;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>A flood of commands does not hold up the steering.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FloodTests
{
    private const int Seconds = 10;

    // On a machine that others use too a median may well double.
    private const double MostTimes = 5;
    private static readonly TimeSpan s_noise = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Commands_AThousandASecond_DoNotHoldUpTheSetpoint()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var service = new ServiceUnderTest(broker.Port);
        await using var flood = new CommandFlood();
        await flood.ConnectAsync(broker.Port);
        await service.StartAsync();
        await using var person = await BrokerClient.ConnectAsync(broker.Port, "wallbox/mode");
        await person.SeesAsync("wallbox/mode", "pv-boost");

        var calm = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
            calm.Add(await CloudAsync(service));

        var start = TimeProvider.System.GetTimestamp();
        var flooding = flood.RunAsync(Seconds);
        var flooded = new List<TimeSpan>();
        while (!flooding.IsCompleted)
            flooded.Add(await CloudAsync(service));
        await flooding;
        var lasted = TimeProvider.System.GetElapsedTime(start);

        await person.PublishAsync("wallbox/mode/set", "off");
        await Eventually.TrueAsync(() => service.Box.Setpoint == 0);
        await person.SeesAsync("wallbox/mode", ChargingMode.Off.Word());

        var (without, with) = (Median(calm), Median(flooded));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Flood: {flood.Sent} commands in {lasted.TotalSeconds:0.0} s; from a cloud's upload to the lower setpoint, median and worst: {without.TotalMilliseconds:0} and {calm.Max().TotalMilliseconds:0} ms without ({calm.Count} times), {with.TotalMilliseconds:0} and {flooded.Max().TotalMilliseconds:0} ms with it ({flooded.Count} times): {with / without:0.0} times"));
        Assert.True(with < (without * MostTimes) + s_noise, $"{with.TotalMilliseconds:0} ms instead of {without.TotalMilliseconds:0} ms");
        Assert.True(lasted < TimeSpan.FromSeconds(Seconds * 1.5), $"only {flood.Sent / lasted.TotalSeconds:0} commands a second");
        Assert.Equal((0, false), (service.Box.FailsafeCount, service.Box.InFailsafe));
    }

    /// <summary>Sun, then a cloud: how long from the beginning of the upload that tells of it until the wallbox has the lower setpoint.</summary>
    private static async Task<TimeSpan> CloudAsync(ServiceUnderTest service)
    {
        await service.ReachAsync(5600, 24);
        var start = TimeProvider.System.GetTimestamp();
        await service.ReachAsync(1400, 18);
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static TimeSpan Median(List<TimeSpan> spans) => spans.Order().ElementAt(spans.Count / 2);
}
