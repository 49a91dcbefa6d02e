using System.Text;

namespace WallboxMqtt.Bridge.Cli.Trace;

/// <summary>The file of a trace, written line by line.</summary>
internal sealed class TraceOutput : IAsyncDisposable
{
    private readonly FileStream _file;

    private TraceOutput(FileStream file) => _file = file;

    /// <summary>How many exchanges it holds.</summary>
    internal int Exchanges { get; private set; }

    /// <summary>Makes the file; null with the reason where that cannot be.</summary>
    internal static TraceOutput? Create(FileInfo file, out string? refusal)
    {
        try
        {
            refusal = null;
            return new TraceOutput(new FileStream(file.FullName, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        }
        catch (IOException) when (file.Exists)
        {
            refusal = $"--out {file.FullName} exists and is not overwritten; allowed: a file that does not exist yet";
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            refusal = $"--out {file.FullName}: {failed.Message}; allowed: a file that can be written";
        }

        return null;
    }

    /// <summary>Writes whole lines at once: what was written stays, whatever comes.</summary>
    internal async Task WriteAsync(string lines, CancellationToken cancellation)
    {
        // Half a line would spoil the file: once begun, it is written to its end.
        cancellation.ThrowIfCancellationRequested();
        await _file.WriteAsync(Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        await _file.FlushAsync(CancellationToken.None);
        Exchanges += lines.Split('\n').Count(line => line.Length > 0 && line[0] is ' ' or (>= '0' and <= '9'));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
