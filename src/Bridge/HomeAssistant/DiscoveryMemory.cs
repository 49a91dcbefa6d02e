using WallboxMqtt.Balancer.State;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>
/// Remembers over restarts which discovery messages were published, so that what is no longer wanted can be taken back. A disk that does
/// not work costs that, and nothing else.
/// </summary>
internal sealed class DiscoveryMemory(IStateDirectory directory, ILogger<DiscoveryMemory> logger) : IDisposable
{
    private readonly TwinFile _file = new(directory, "discovery");
    private bool _failureReported;

    /// <summary>What was published before; null if that is not known.</summary>
    public PublishedDiscovery? Published { get; private set; }

    /// <summary>Reads it.</summary>
    public void Load()
    {
        Published = _file.Load(PublishedDiscovery.Read, out var damage);
        if (damage is not null)
            logger.MemoryDamaged(damage);
    }

    /// <summary>Keeps it, if it is news.</summary>
    public async Task KeepAsync(PublishedDiscovery published, CancellationToken cancellation)
    {
        if (Published is not null && Published.Same(published))
            return;
        try
        {
            await _file.SaveAsync(published.Write(), cancellation);
            Published = published;
            _failureReported = false;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            if (!_failureReported)
                logger.MemoryNotKept(_file.Path, failed.Message);
            _failureReported = true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
