namespace WallboxMqtt.Bridge.Cli.Check.Inverter;

/// <summary>Keeps the last line that a part of the service would have logged: it says why nothing came.</summary>
internal sealed class LastWords<T> : ILogger<T>
{
    private string? _last;

    /// <summary>The line; null for none.</summary>
    internal string? Last => Volatile.Read(ref _last);

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Volatile.Write(ref _last, formatter(state, exception));
    }
}
