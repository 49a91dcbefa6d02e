using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Bridge.Traces;

/// <summary>Writes down what passes a tap, as text, for a while.</summary>
internal static class TraceRecording
{
    /// <summary>How many exchanges wait for a writer who is slow; what comes then is lost, and the trace says so.</summary>
    internal const int Room = 1024;

    /// <summary>The longest recording.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>The header of a recording of this service.</summary>
    /// <param name="serial">True if the charger is on a serial line, here or behind a converter.</param>
    /// <param name="unit">The charger's.</param>
    /// <param name="alone">True if the service does not steer meanwhile.</param>
    internal static TraceHeader Header(bool serial, byte unit, bool alone) => new()
    {
        By = $"wallbox-mqtt {ProductVersion.Text}",
        Unit = unit,
        Line = serial ? "rtu" : "tcp",
        Alone = alone,
    };

    /// <summary>Writes lines until <paramref name="length"/> is over.</summary>
    /// <param name="listener">Listens to the tap.</param>
    /// <param name="length">How long.</param>
    /// <param name="write">Takes one or more whole lines.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it before its time.</param>
    internal static async Task WriteAsync(
        TapListener listener, TimeSpan length, Func<string, CancellationToken, Task> write, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new Deadline(length, time, cancellation);
        var last = TimeSpan.Zero;
        try
        {
            while (await listener.Exchanges.WaitToReadAsync(deadline.Token))
            {
                while (listener.Exchanges.TryRead(out var exchange))
                {
                    // One that was under way when the recording began would come before its start.
                    var at = time.GetElapsedTime(listener.Since, exchange.At);
                    if (at < last || TraceEntries.Of(exchange, at) is not { } entry)
                        continue;
                    last = at;
                    await write(TraceText.Line(entry) + "\n", deadline.Token);
                }

                if (listener.TakeLost() is > 0 and var lost)
                    await write(TraceText.Line(Lost(lost, last)) + "\n", deadline.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsOver && !cancellation.IsCancellationRequested)
        {
            // Its time is over.
        }
    }

    private static TraceEntry Lost(int count, TimeSpan at) =>
        new(at, TimeSpan.Zero, TraceAction.Lost) { Number = (ushort)Math.Min(count, ushort.MaxValue) };
}
