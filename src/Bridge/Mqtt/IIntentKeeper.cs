using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Keeps the intent over a restart.</summary>
internal interface IIntentKeeper
{
    /// <summary>Saves it; answers why it could not, in one line, or null. Does not throw, and takes a bounded time.</summary>
    Task<string?> SaveAsync(Intent intent, CancellationToken cancellation);
}
