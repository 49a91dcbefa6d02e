using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Service;

/// <summary>One device memory and its file.</summary>
internal sealed class KeptMemory(IDeviceMemory device, IStateDirectory directory, ILogger<MemoryKeeper> logger) : IDisposable
{
    private readonly TwinFile _file = new(directory, device.File);
    private object? _kept;
    private bool _failureReported;

    /// <summary>What is kept.</summary>
    internal IDeviceMemory Device => device;

    /// <summary>Reads what was kept before.</summary>
    internal void Load()
    {
        var restored = _file.Load(Restore, out var damage);
        if (damage is not null)
            Log.Warning(logger, restored is null ? $"{damage}: {device.Loss}" : damage);
        _kept = device.Content;
    }

    /// <summary>Writes it where it has changed.</summary>
    internal async Task KeepAsync(CancellationToken cancellation)
    {
        var content = device.Content;
        if (ReferenceEquals(content, _kept))
            return;
        try
        {
            await _file.SaveAsync(device.Write(content), cancellation);
            _kept = content;
            _failureReported = false;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            if (!_failureReported)
                Log.Warning(logger, $"{_file.Path}: {failed.Message}. After a restart, {device.Loss}");
            _failureReported = true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private IDeviceMemory Restore(ReadOnlyMemory<byte> kept)
    {
        device.Restore(kept);
        return device;
    }
}
