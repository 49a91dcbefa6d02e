using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>policy</c>.</summary>
internal sealed record PolicyOptions
{
    /// <summary><c>mode</c> until commanded otherwise.</summary>
    public ChargingMode Mode { get; init; } = ChargingMode.PvBoost;

    /// <summary><c>raiseDelay</c>: the allowance of this whole span must permit a raise.</summary>
    public TimeSpan RaiseDelay { get; init; } = TimeSpan.FromSeconds(30);
}
