using Microsoft.Data.Sqlite;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.History;

/// <summary>
/// Keeps the history in the state directory: follows the reports, writes once a minute, and answers questions. A disk that cannot be
/// written costs the history and nothing else: it is tried again each minute, and what comes meanwhile is kept for an hour.
/// </summary>
internal sealed class HistoryKeeper(string directory, ReportFeed reports, TimeProvider time, ILogger<HistoryKeeper> logger) : IDisposable
{
    private static readonly TimeSpan s_write = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private readonly HistoryBook _book = new(time);
    private HistoryDatabase? _database;
    private string? _fault;
    private bool _resumed;

    private string Path => System.IO.Path.Combine(directory, "history.db");

    /// <summary>Keeps until cancelled, then writes once more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var writtenAt = time.GetTimestamp();
        await UseAsync(Write, CancellationToken.None);
        try
        {
            await foreach (var report in reports.Follow(cancellation))
            {
                await _one.WaitAsync(cancellation);
                try
                {
                    _book.Take(report);
                }
                finally
                {
                    _one.Release();
                }

                if (time.GetElapsedTime(writtenAt) < s_write)
                    continue;
                writtenAt = time.GetTimestamp();
                await UseAsync(Write, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await UseAsync(Write, CancellationToken.None).WaitAsync(s_patience, time, CancellationToken.None);
        }
    }

    /// <summary>Asks the database, with everything up to now in it.</summary>
    /// <returns>The answer, or why there is none, in one line.</returns>
    public async Task<(T? Answer, string? Fault)> AskAsync<T>(Func<HistoryDatabase, T> question, CancellationToken cancellation)
        where T : class
    {
        T? answer = null;
        var done = await UseAsync(
            () =>
            {
                Write();
                answer = _database is { } open ? question(open) : null;
            },
            cancellation);
        return (answer, done is null && answer is not null ? null : done ?? _fault ?? "no history");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database?.Dispose();
        _one.Dispose();
    }

    // One at a time, and on a thread of its own while a disk takes its time.
    private async Task<string?> UseAsync(Action use, CancellationToken cancellation)
    {
        if (!await _one.WaitAsync(s_patience, cancellation))
            return "the disk does not answer";
        try
        {
            await Task.Factory.StartNew(use, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (_fault is not null)
                logger.HistoryBack(Path);
            return _fault = null;
        }
        catch (Exception failed) when (failed is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var fault = failed.Message.TrimEnd('.');
            if (_fault != fault)
                logger.HistoryFailed(Path, fault);
            _database?.Dispose();
            _database = null;
            return _fault = fault;
        }
        finally
        {
            _one.Release();
        }
    }

    private void Write()
    {
        _database ??= Open();
        var now = time.GetLocalNow();
        if (!_resumed)
            Resume(_database, now);
        _database.Write(_book.Samples, _book.Days, _book.Sessions, now);
        _book.Clear();
    }

    private HistoryDatabase Open()
    {
        if (SystemSqlite.Fault is { } fault)
            throw new IOException(fault);
        Directory.CreateDirectory(directory);
        try
        {
            return new HistoryDatabase(Path);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is 11 or 26)
        {
            // SQLITE_CORRUPT, SQLITE_NOTADB.
            File.Move(Path, Path + ".damaged", overwrite: true);
            File.Delete(Path + "-wal");
            File.Delete(Path + "-shm");
            logger.HistoryDamaged(Path);
            return new HistoryDatabase(Path);
        }
    }

    // A car that was plugged in at the end is taken for the present one: its session goes on, or ends if no car is seen.
    private void Resume(HistoryDatabase database, DateTimeOffset now)
    {
        foreach (var session in database.Sessions(100, time.LocalTimeZone).Where(session => session.End is null).DistinctBy(session => session.Charger))
        {
            if (now - session.Seen > TimeSpan.FromDays(1) || !_book.Resume(session))
                database.Write([], [], [session with { End = session.Seen }], now);
        }

        _resumed = true;
    }
}
