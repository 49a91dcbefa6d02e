namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>Who may do what at the shipped broker.</summary>
public sealed class AccessTests(ShippedBroker broker) : IClassFixture<ShippedBroker>
{
    [Theory]
    [InlineData("wallbox", "wallbox/status", true)]
    [InlineData("wallbox", "wallbox/charger/power", true)]
    [InlineData("wallbox", "wallbox/command/result", true)]
    [InlineData("wallbox", "wallbox/command/result/somebody", true)]
    [InlineData("wallbox", "wallbox/mode/set", true)]
    [InlineData("wallbox", "wallbox/limit/set", true)]
    [InlineData("wallbox", "homeassistant/device/wallbox-mqtt_bridge/config", true)]
    [InlineData("wallbox", "homeassistant/sensor/wallbox-mqtt_charger_charger/power/config", true)]
    [InlineData("wallbox", "homeassistant/status", false)]
    [InlineData("wallbox", "homeassistant/light/kitchen/set", false)]
    [InlineData("wallbox", "zigbee2mqtt/kitchen/set", false)]
    [InlineData("wallbox", "answers/somebody", false)]
    [InlineData("wallbox", "wallbox2/status", false)]
    [InlineData("homeassistant", "wallbox/mode/set", true)]
    [InlineData("homeassistant", "wallbox/limit/set", true)]
    [InlineData("homeassistant", "homeassistant/status", true)]
    [InlineData("homeassistant", "wallbox/mode", false)]
    [InlineData("homeassistant", "wallbox/status", false)]
    [InlineData("homeassistant", "wallbox/charger/power", false)]
    [InlineData("homeassistant", "wallbox/command/result", false)]
    [InlineData("homeassistant", "homeassistant/device/wallbox-mqtt_bridge/config", true)]
    [InlineData("homeassistant", "homeassistant/light/kitchen/set", false)]
    [InlineData("dashboard", "wallbox/mode/set", false)]
    [InlineData("dashboard", "wallbox/limit/set", false)]
    [InlineData("dashboard", "wallbox/status", false)]
    [InlineData("dashboard", "homeassistant/status", false)]
    public async Task Write_ByUser_IsTakenOrRefused(string user, string topic, bool allowed)
    {
        await using var visitor = await broker.VisitAsync(user);
        Assert.Equal(allowed, await visitor.PublishAsync(topic, "x"));
    }

    [Theory]
    [InlineData("wallbox", "wallbox/mode/set", "homeassistant", true)]
    [InlineData("wallbox", "wallbox/limit/set", "homeassistant", true)]
    [InlineData("wallbox", "homeassistant/status", "homeassistant", true)]
    [InlineData("wallbox", "homeassistant/device/other/config", "wallbox", false)]
    [InlineData("homeassistant", "wallbox/charger/power", "wallbox", true)]
    [InlineData("homeassistant", "wallbox/command/result/somebody", "wallbox", true)]
    [InlineData("homeassistant", "homeassistant/device/wallbox-mqtt_bridge/config", "wallbox", true)]
    [InlineData("homeassistant", "homeassistant/sensor/wallbox-mqtt_inverter/power/config", "wallbox", true)]
    [InlineData("dashboard", "wallbox/state", "wallbox", true)]
    [InlineData("dashboard", "wallbox/command/result", "wallbox", true)]
    [InlineData("dashboard", "homeassistant/device/wallbox-mqtt_bridge/config", "wallbox", false)]
    [InlineData("dashboard", "homeassistant/status", "homeassistant", false)]
    public async Task Read_ByUser_ArrivesOrNot(string user, string topic, string writer, bool allowed)
    {
        // All users hear the second message: when it is here, the first one would be too.
        const string Second = "wallbox/second";
        var payload = $"{Guid.NewGuid()}";
        await using var reader = await broker.VisitAsync(user);
        await reader.SubscribeAsync(topic, Second);
        await using var first = await broker.VisitAsync(writer);
        Assert.True(await first.PublishAsync(topic, payload));
        await using var second = await broker.VisitAsync("wallbox");
        Assert.True(await second.PublishAsync(Second, payload));

        await Eventually.TrueAsync(() => reader.HasReceived(Second, payload));
        Assert.Equal(allowed, reader.HasReceived(topic, payload));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("dashboard", "wrong")]
    [InlineData("nobody", "wrong")]
    public async Task Connect_WithoutAKnownUserAndPassword_IsRefused(string? user, string? password) =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => broker.VisitAsync(user, password));
}
