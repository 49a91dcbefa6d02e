using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Policy;

public sealed class ChargingModesTests
{
    [Theory]
    [InlineData("pv-boost", ChargingMode.PvBoost)]
    [InlineData(" PV boost\n", ChargingMode.PvBoost)]
    [InlineData("pv_boost", ChargingMode.PvBoost)]
    [InlineData("FIXED", ChargingMode.Fixed)]
    [InlineData("Off", ChargingMode.Off)]
    public void ChargingModes_WordInAnySpelling_IsRead(string text, ChargingMode expected)
    {
        Assert.True(ChargingModes.TryParse(text, out var mode));
        Assert.Equal(expected, mode);
    }
}
