namespace WallboxMqtt.Bridge.Checks;

/// <summary>Keeps the first and the last line that a part of the service would have logged: it says why nothing came.</summary>
/// <param name="least">What is kept.</param>
internal sealed class LastWords<T>(LogLevel least = LogLevel.Warning) : ILogger<T>
{
    private string? _first;
    private string? _last;

    /// <summary>The first line; null for none.</summary>
    internal string? First => Volatile.Read(ref _first);

    /// <summary>The last line; null for none.</summary>
    internal string? Last => Volatile.Read(ref _last);

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var line = formatter(state, exception);
        Interlocked.CompareExchange(ref _first, line, null);
        Volatile.Write(ref _last, line);
    }
}
