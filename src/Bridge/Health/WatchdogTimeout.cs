using System.Globalization;

namespace WallboxMqtt.Bridge.Health;

/// <summary>Reads what the service manager asks of this process (sd_watchdog_enabled(3)).</summary>
internal static class WatchdogTimeout
{
    private const string TimeoutName = "WATCHDOG_USEC";
    private const string ProcessName = "WATCHDOG_PID";

    /// <summary>After what silence the manager restarts this process; null without a watchdog.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="process">This process.</param>
    /// <param name="warning">What is wrong with the variables, in one line; null if nothing is.</param>
    internal static TimeSpan? Read(Func<string, string?> variable, int process, out string? warning)
    {
        warning = null;
        if (variable(TimeoutName) is not { } timeout)
            return null;
        if (variable(ProcessName) is { } watched)
        {
            if (!int.TryParse(watched, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                warning = Ignored(ProcessName, watched, "a process id");
            if (id != process)
                return null;
        }

        if (long.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is > 0 and <= long.MaxValue / TimeSpan.TicksPerMicrosecond)
            return TimeSpan.FromMicroseconds(microseconds);
        warning = Ignored(TimeoutName, timeout, "microseconds above 0");
        return null;
    }

    private static string Ignored(string name, string found, string allowed) =>
        $"{name} is \"{found.ReplaceLineEndings(" ")}\" instead of {allowed}: no sign of life goes to the service manager";
}
