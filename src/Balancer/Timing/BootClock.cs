using System.Runtime.InteropServices;

namespace WallboxMqtt.Balancer.Timing;

/// <summary>
/// The service's clock. Its timestamps count the time that the machine was suspended, too: on Linux the monotonic clock stands still
/// meanwhile, and what was fresh before would count as fresh after. A span is never shorter than on the monotonic clock or on
/// CLOCK_BOOTTIME (clock_gettime(2)); elsewhere it is that of the monotonic clock. Timers and the wall clock are the system's.
/// </summary>
public sealed partial class BootClock : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsASecond = 1_000_000_000;

    private readonly Func<long> _monotonic;
    private readonly Func<long?> _boot;
    private long _suspended;

    internal BootClock(Func<long> monotonic, Func<long?> boot) => (_monotonic, _boot) = (monotonic, boot);

    private BootClock()
        : this(System.GetTimestamp, ReadBootTime)
    {
    }

    /// <summary>The one clock of the process.</summary>
    public static BootClock Instance { get; } = new();

    /// <inheritdoc />
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        // In this order: what passes between the two is never taken for a suspension.
        var boot = _boot();
        var monotonic = _monotonic();
        return monotonic + (boot is { } since ? Suspended(since - monotonic) : Volatile.Read(ref _suspended));
    }

    // Only ever more, whichever thread comes first.
    private long Suspended(long found)
    {
        var known = Volatile.Read(ref _suspended);
        while (found > known)
        {
            var seen = Interlocked.CompareExchange(ref _suspended, found, known);
            if (seen == known)
                return found;
            known = seen;
        }

        return known;
    }

    // Timestamps of Linux are nanoseconds.
    private static long? ReadBootTime() =>
        OperatingSystem.IsLinux() && System.TimestampFrequency == NanosecondsASecond && GetTime(BootTime, out var now) == 0
            ? (now.Seconds * NanosecondsASecond) + now.Nanoseconds
            : null;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec now);

    // struct timespec of the C library: two longs.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        internal readonly nint Seconds;
        internal readonly nint Nanoseconds;
    }
}
