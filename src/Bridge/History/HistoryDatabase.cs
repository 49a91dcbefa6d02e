using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WallboxMqtt.Bridge.History;

/// <summary>The file <c>history.db</c>: 24 h of samples, 400 days of sums and sessions. For one user at a time; every method may throw <see cref="SqliteException"/>.</summary>
internal sealed class HistoryDatabase : IDisposable
{
    private const int Version = 1;
    private const int SamplesKept = 24 * 3600;
    private const int MostSessions = 5000;

    private readonly SqliteConnection _connection;

    /// <summary>Opens the file, or creates it.</summary>
    /// <exception cref="InvalidDataException">A newer version of this program wrote it.</exception>
    public HistoryDatabase(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            // Writes go to a log beside the file: a power cut loses the last minute at most and leaves a sound file.
            Execute("PRAGMA journal_mode=WAL");
            Execute("PRAGMA synchronous=NORMAL");
            Execute("PRAGMA journal_size_limit=1048576");
            if (Text("PRAGMA quick_check") is var check && check != "ok")
                throw new SqliteException(check, 11);
            Prepare();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Takes what has come since the last time, whole or not at all, and drops what is too old.</summary>
    public void Write(IEnumerable<Sample> samples, IEnumerable<DaySum> days, IEnumerable<ChargingSession> sessions, DateTimeOffset now)
    {
        using var all = _connection.BeginTransaction();
        foreach (var sample in samples)
        {
            Execute(
                "INSERT OR REPLACE INTO samples VALUES ($1, $2, $3, $4, $5)",
                sample.Time, sample.Pv, sample.Allowance, sample.Power, sample.Setpoint);
        }

        foreach (var day in days)
        {
            Execute(
                "INSERT INTO days VALUES ($1, $2, $3, $4) ON CONFLICT (day) DO UPDATE SET pv = pv + $2, sun = sun + $3, grid = grid + $4",
                Word(day.Day), day.Pv, day.Sun, day.Grid);
        }

        foreach (var session in sessions)
        {
            Execute(
                """
                INSERT INTO sessions VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (charger, start) DO UPDATE SET ended = $3, seen = $4, sun = $6, grid = $7, power = $8
                """,
                session.Charger, session.Start.ToUnixTimeMilliseconds(), session.End?.ToUnixTimeMilliseconds(), session.Seen.ToUnixTimeMilliseconds(),
                Word(DateOnly.FromDateTime(session.Start.DateTime)), session.Sun, session.Grid, session.MaxPower);
        }

        var unix = now.ToUnixTimeSeconds();
        Execute("DELETE FROM samples WHERE time < $1 OR time > $2", unix - SamplesKept, unix + SamplesKept);
        Execute("DELETE FROM days WHERE day NOT IN (SELECT day FROM days ORDER BY day DESC LIMIT $1)", DaySum.Kept);
        Execute("DELETE FROM sessions WHERE start < $1", now.AddDays(-DaySum.Kept).ToUnixTimeMilliseconds());
        Execute("DELETE FROM sessions WHERE rowid NOT IN (SELECT rowid FROM sessions ORDER BY start DESC LIMIT $1)", MostSessions);
        all.Commit();
    }

    /// <summary>The samples from <paramref name="since"/> (Unix time, exclusive) to <paramref name="until"/>, ascending.</summary>
    public List<Sample> Samples(long since, long until) => Read(
        "SELECT * FROM samples WHERE time > $1 AND time <= $2 ORDER BY time",
        row => new Sample(row.GetInt64(0), Number(row, 1), Number(row, 2), Number(row, 3), Number(row, 4)),
        Math.Max(since, until - SamplesKept), until);

    /// <summary>The days, newest first.</summary>
    public List<DaySum> Days() => Read(
        "SELECT day, pv, sun, grid, (SELECT COUNT(*) FROM sessions WHERE sessions.day = days.day) FROM days ORDER BY day DESC",
        row => new DaySum(
            DateOnly.ParseExact(row.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            row.GetDouble(1), row.GetDouble(2), row.GetDouble(3), row.GetInt32(4)));

    /// <summary>The sessions, newest first.</summary>
    /// <param name="most">The maximum number.</param>
    /// <param name="zone">The time zone of their times.</param>
    public List<ChargingSession> Sessions(int most, TimeZoneInfo zone)
    {
        return Read(
            "SELECT charger, start, ended, seen, sun, grid, power FROM sessions ORDER BY start DESC LIMIT $1",
            row => new ChargingSession(
                row.GetString(0), Moment(row.GetInt64(1)), row.IsDBNull(2) ? null : Moment(row.GetInt64(2)), Moment(row.GetInt64(3)),
                row.GetDouble(4), row.GetDouble(5), row.GetDouble(6)),
            most);

        DateTimeOffset Moment(long unix) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unix), zone);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string Word(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private void Prepare()
    {
        var version = int.Parse(Text("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version > Version)
            throw new InvalidDataException($"written by a newer version of this program (format {version}, this one knows {Version})");
        Execute("CREATE TABLE IF NOT EXISTS samples (time INTEGER PRIMARY KEY, pv REAL, allowance REAL, power REAL, setpoint REAL)");
        Execute("CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, pv REAL NOT NULL, sun REAL NOT NULL, grid REAL NOT NULL) WITHOUT ROWID");
        Execute(
            """
            CREATE TABLE IF NOT EXISTS sessions (
              charger TEXT NOT NULL, start INTEGER NOT NULL, ended INTEGER, seen INTEGER NOT NULL, day TEXT NOT NULL,
              sun REAL NOT NULL, grid REAL NOT NULL, power REAL NOT NULL, UNIQUE (charger, start))
            """);
        Execute($"PRAGMA user_version={Version}");
    }

    private void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private string Text(string sql)
    {
        using var command = Command(sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        using var rows = command.ExecuteReader();
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
            command.Parameters.AddWithValue($"${command.Parameters.Count + 1}", value ?? DBNull.Value);
        return command;
    }
}
