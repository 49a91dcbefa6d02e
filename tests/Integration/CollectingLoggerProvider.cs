using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Tests.Integration;

/// <summary>Keeps every log line.</summary>
internal sealed class CollectingLoggerProvider : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<(LogLevel Level, string Line)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
