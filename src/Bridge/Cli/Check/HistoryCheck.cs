using Microsoft.Data.Sqlite;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.History;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The history's database: SQLite is present, and the file is intact. It is only read.</summary>
/// <param name="directory">The state directory; null if no history is kept.</param>
internal sealed class HistoryCheck(string? directory) : ILinkCheck
{
    /// <inheritdoc />
    public string Part => "history";

    /// <inheritdoc />
    public Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "database";
        if (directory is null)
        {
            steps.Passed(step, "none is kept (web: null)");
            return Task.CompletedTask;
        }

        var file = new FileInfo(Path.Combine(directory, "history.db"));
        if (SystemSqlite.Fault is { } fault)
            steps.Failed(step, fault.Split(": ", 2)[0], $"sudo {fault.Split(": ", 2)[^1]}; all but the history works without it");
        else if (!file.Exists)
            steps.Passed(step, $"{file.FullName} does not exist yet; the service creates it");
        else
            Inspect(steps, step, file);
        return Task.CompletedTask;
    }

    private static void Inspect(CheckSteps steps, string step, FileInfo file)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file.FullName, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 3 }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check";
            if (command.ExecuteScalar() is string answer && answer != "ok")
                throw new SqliteException(answer, 11);
            steps.Passed(step, $"{file.FullName} is sound, {file.Length / 1000} kB");
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is 11 or 26)
        {
            steps.Failed(step, $"{file.FullName} is damaged: {damaged.Message}", "restart the service: it puts the file aside as history.db.damaged and starts a new one; check the SD card");
        }
        catch (SqliteException failed)
        {
            steps.Failed(step, $"{file.FullName}: {failed.Message}", "may this user read it? Run check with sudo");
        }
    }
}
