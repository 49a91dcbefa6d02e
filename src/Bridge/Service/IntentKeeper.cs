using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Saves the intent to its file; a disk that is full, gone or slow costs the memory of it and nothing else.</summary>
internal sealed class IntentKeeper(IntentFile file, TimeProvider time, ILogger<IntentKeeper> logger) : IIntentKeeper
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<string?> SaveAsync(Intent intent, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(s_longest, time);
        try
        {
            await file.SaveAsync(intent, late.Token).WaitAsync(s_longest, time, cancellation);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or OperationCanceledException or TimeoutException)
        {
            Log.Warning(logger, $"{file.Path} cannot be written ({failed.Message}): a restart will not know the last command");
            return failed.Message;
        }
    }
}
