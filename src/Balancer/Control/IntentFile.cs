using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Keeps what people last commanded in a small JSON file, so that it survives a restart. Written beside and renamed into place: a
/// power cut leaves the old file or the new one, never half of one. Never touched by a control loop.
/// </summary>
public sealed class IntentFile(string directory) : IDisposable
{
    private const int MaximumLength = 4096;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "intent.json");

    /// <summary>Reads the intent; null where there is none or it is damaged, with a warning in the latter case.</summary>
    public Intent? Load(out string? warning)
    {
        warning = null;
        try
        {
            if (!File.Exists(Path))
                return null;
            if (new FileInfo(Path).Length > MaximumLength)
                throw new JsonException("too long");
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path));
            return Read(document.RootElement);
        }
        catch (Exception damaged) when (damaged is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or KeyNotFoundException)
        {
            warning = $"{Path} cannot be used ({damaged.Message}): the configured mode is taken";
            return null;
        }
    }

    /// <summary>Writes the intent; on return it survives a power cut.</summary>
    /// <exception cref="IOException">The disk is full, gone or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public async Task SaveAsync(Intent intent, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            Directory.CreateDirectory(directory);
            var beside = Path + ".new";
            await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 4096, useAsync: true))
            {
                await file.WriteAsync(Write(intent), cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, Path, overwrite: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static Intent Read(JsonElement root)
    {
        if (!ChargingModes.TryParse(root.GetProperty("mode").GetString(), out var mode))
            throw new JsonException("mode is not one of " + string.Join(", ", ChargingModes.Words));
        Watts? limit = root.GetProperty("limit") is { ValueKind: JsonValueKind.Number } watts ? new Watts(watts.GetDouble()) : null;
        return limit is { Value: < 0 } ? throw new JsonException("limit is negative") : new Intent(mode, limit);
    }

    private static byte[] Write(Intent intent)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("mode", intent.Mode.Word());
            if (intent.Limit is { } limit)
                json.WriteNumber("limit", limit.Value);
            else
                json.WriteNull("limit");
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
