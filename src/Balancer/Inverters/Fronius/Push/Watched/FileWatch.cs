using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

/// <summary>
/// Looks at a file that another program writes (vsftpd, a script) four times a second, and offers what has changed. It compares contents, so
/// neither clocks nor the way in which the file is written matter, and it works on every file system.
/// </summary>
/// <remarks>
/// What changed between two looks is no older than the time between them. What is found at the start, or after the file could not be read
/// for some seconds, may be of any age: it is remembered, and its next change counts.
/// A look runs on a thread of its own, one at a time: a share that hangs holds up nothing but this.
/// </remarks>
public sealed class FileWatch
{
    private const string Source = "file";
    private const int Largest = 64 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>The longest between two looks after which a change still counts as fresh.</summary>
    private static readonly TimeSpan s_longestGap = TimeSpan.FromSeconds(5);

    private readonly IWatchedFile _file;
    private readonly IUploadSink _inbox;
    private readonly IReadingSink _plant;
    private readonly TimeProvider _time;
    private readonly ILogger<FileWatch> _logger;
    private readonly byte[] _buffer = new byte[Largest + 1];
    private readonly FileContent _content = new();
    private Task<int>? _look;
    private long? _seenAt;
    private bool _cut;
    private string? _trouble;
    private long _troubleSince;
    private string? _reported;
    private bool _foundReported;

    /// <summary>Watches a file; nothing is read yet.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="inbox">Receives what has changed.</param>
    /// <param name="plant">Receives what is wrong with the file.</param>
    /// <param name="time">Monotonic clock.</param>
    /// <param name="logger">Receives what changes.</param>
    public FileWatch(string path, IUploadSink inbox, IReadingSink plant, TimeProvider time, ILogger<FileWatch> logger)
        : this(new DiskFile(path), inbox, plant, time, logger)
    {
    }

    internal FileWatch(IWatchedFile file, IUploadSink inbox, IReadingSink plant, TimeProvider time, ILogger<FileWatch> logger) =>
        (_file, _inbox, _plant, _time, _logger) = (file, inbox, plant, time, logger);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await LookAsync(cancellation);
            await Task.Delay(s_pause, _time, cancellation);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        // A look that hangs is waited for, not repeated: each would take another thread.
        var look = _look ??= Task.Factory.StartNew(() => _file.Read(_buffer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var length = await look.WaitAsync(s_patience, _time, cancellation);
            if (length > Largest)
                Trouble($"is larger than {Largest} bytes");
            else
                Take(_buffer.AsSpan(0, length));
        }
        catch (TimeoutException)
        {
            Trouble($"cannot be read within {s_patience.TotalSeconds} s: does its disk or share hang?");
        }
        catch (IOException unreadable)
        {
            Trouble(unreadable.Message);
        }
        finally
        {
            if (look.IsCompleted)
                _look = null;
        }
    }

    private void Take(ReadOnlySpan<byte> content)
    {
        var now = _time.GetTimestamp();
        var seenBefore = _seenAt is { } at && _time.GetElapsedTime(at, now) <= s_longestGap;
        _seenAt = now;
        if (_content.Change(content, out var document))
        {
            var verdict = seenBefore ? _inbox.Offer(Source, document, out _) : (UploadVerdict?)null;
            _cut = verdict == UploadVerdict.Incomplete;
            Report(verdict);
        }

        if (_cut)
            Trouble("is not a whole JSON document: changes nothing");
        else
            _trouble = null;
    }

    private void Report(UploadVerdict? verdict)
    {
        if (verdict is null && !_foundReported)
        {
            Log.FileFound(_logger, _file.Path);
            _foundReported = true;
        }
        else if (verdict == UploadVerdict.Taken)
        {
            if (_reported is not null)
                Log.FileRead(_logger, _file.Path);
            (_reported, _foundReported) = (null, false);
        }
    }

    // Reported if it persists, and not again before a reading was taken: between two looks a file may be missing or half written.
    private void Trouble(string fault)
    {
        if (fault != _trouble)
            (_trouble, _troubleSince) = (fault, _time.GetTimestamp());
        if (fault == _reported || _time.GetElapsedTime(_troubleSince) < s_patience)
            return;
        _reported = fault;
        Log.FileMissed(_logger, _file.Path, fault);
        _plant.ReportUnavailable(Source, $"{_file.Path} {fault}");
    }
}
