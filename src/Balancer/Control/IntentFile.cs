using System.Text.Json;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Keeps what people last commanded in two copies of a small JSON file, so that it survives a restart, a power cut and the damage of
/// one copy. Never touched by a control loop.
/// </summary>
public sealed class IntentFile(IStateDirectory directory) : IDisposable
{
    private static readonly string[] s_copies = ["intent.json", "intent.copy.json"];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The first copy, for messages.</summary>
    public string Path => System.IO.Path.Combine(directory.Path, s_copies[0]);

    /// <summary>
    /// Reads the intent. Where there was one and no copy can be read, nobody knows any more whether charging was wanted: it is off until
    /// a person commands a mode.
    /// </summary>
    /// <param name="first">What holds where none was ever kept.</param>
    /// <param name="warning">What was found damaged, in one line; null for nothing.</param>
    public Intent Load(Intent first, out string? warning)
    {
        warning = null;
        var damaged = false;
        foreach (var name in s_copies)
        {
            try
            {
                if (directory.Read(name) is { } content)
                    return IntentJson.Read(content);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                damaged = true;
                warning = $"{System.IO.Path.Combine(directory.Path, name)} cannot be used ({fault.Message}): its other copy is taken";
            }
        }

        if (!damaged)
            return first;
        warning = $"{Path} and its copy cannot be used: the mode is off until one is commanded";
        return new Intent(ChargingMode.Off, null);
    }

    /// <summary>Writes the intent; on return it survives a power cut.</summary>
    /// <exception cref="IOException">The disk is full, gone or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public async Task SaveAsync(Intent intent, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var content = IntentJson.Write(intent);
            foreach (var name in s_copies)
                await directory.WriteAsync(name, content, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();
}
