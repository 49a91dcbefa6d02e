using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Keeps the intent in its file.</summary>
internal sealed class IntentKeeper(IntentFile file) : IIntentKeeper
{
    /// <inheritdoc />
    public async ValueTask<string?> SaveAsync(Intent intent, CancellationToken cancellation)
    {
        try
        {
            await file.SaveAsync(intent, cancellation);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return $"{file.Path}: {failed.Message}";
        }
    }
}
