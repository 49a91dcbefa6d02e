using System.Runtime.InteropServices;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>Asks the system whether its clock is synchronised.</summary>
internal partial class SystemClock
{
    private const string Mark = "/run/systemd/timesync/synchronized";

    // struct timex is 208 bytes at most; all zero is a question that changes nothing (adjtimex(2)).
    private const int Room = 512;
    private const int Unsynchronised = 5;

    /// <summary>True or false; null if the system does not say.</summary>
    internal virtual bool? IsSynchronised
    {
        get
        {
            if (File.Exists(Mark))
                return true;
            Span<byte> timex = stackalloc byte[Room];
            timex.Clear();
            return AdjTimex(ref timex[0]) switch
            {
                < 0 => null,
                var state => state != Unsynchronised,
            };
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimex(ref byte timex);
}
