using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>What is kept of one counter over a restart.</summary>
/// <param name="Value">The counter as it is published; null if nothing is known yet.</param>
/// <param name="Device">The device's last figure that counted; null if it never gave one.</param>
/// <param name="Offset">What must be added to the device's figure.</param>
/// <param name="Follows">True if the device's figure follows the measured power; false if the power is integrated instead.</param>
public sealed record CounterState(WattHours? Value, WattHours? Device, WattHours Offset, bool Follows)
{
    /// <summary>Nothing is known; the device is believed.</summary>
    public static CounterState Unknown { get; } = new(null, null, default, true);
}
