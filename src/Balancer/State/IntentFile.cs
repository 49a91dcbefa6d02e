using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Balancer.State;

/// <summary>Keeps what users last commanded.</summary>
public sealed class IntentFile(IStateDirectory directory) : IDisposable
{
    private readonly TwinFile _file = new(directory, "intent");

    /// <summary>The file, for messages.</summary>
    public string Path => _file.Path;

    /// <summary>
    /// Reads the intent. If one was stored and no copy can be read, it is unknown whether charging was wanted: it is off until
    /// a user commands a mode.
    /// </summary>
    /// <param name="first">What holds if none was ever stored.</param>
    /// <param name="warning">What was found damaged, in one line; null for nothing.</param>
    public Intent Load(Intent first, out string? warning)
    {
        var intent = _file.Load(IntentJson.Read, out warning);
        if (intent is not null || warning is null)
            return intent ?? first;
        warning += ": the mode is off until one is commanded";
        return new Intent(ChargingMode.Off, null);
    }

    /// <summary>Writes the intent; on return it survives a power cut.</summary>
    /// <exception cref="IOException">The disk is full, gone or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public Task SaveAsync(Intent intent, CancellationToken cancellation) => _file.SaveAsync(IntentJson.Write(intent), cancellation);

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
