using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>Keeps the last commanded intent over a restart.</summary>
internal interface IIntentKeeper
{
    /// <summary>Saves the intent; returns null, or one line on why it could not be saved.</summary>
    ValueTask<string?> SaveAsync(Intent intent, CancellationToken cancellation);
}
