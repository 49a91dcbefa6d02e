using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The state directory: existing, writable, on a disk with room that takes what it is given (fsync).</summary>
internal sealed class StateDirectoryCheck(string path, TimeProvider time) : ILinkCheck
{
    private const long Least = 50_000_000;
    private const string Probe = "check.probe";
    private const string User = "the service writes as the user of its unit (with DynamicUser and StateDirectory systemd makes and owns the directory); run check with sudo if it is not you";
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public string Part => "state directory";

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "write";
        if (File.Exists(path))
        {
            steps.Failed(step, $"{path} is a file", "remove that file, or name a directory in stateDirectory");
            return;
        }

        var there = Directory.Exists(path);
        var where = there ? path : Nearest(path);
        try
        {
            var took = await WriteAsync(where, cancellation);
            ReportWritten(steps, step, there ? $"{path} can be written, {took.TotalMilliseconds:0} ms to the disk" : $"{path} does not exist yet; the service creates it", took);
            ReportRoom(steps, where);
        }
        catch (UnauthorizedAccessException)
        {
            steps.Failed(step, there ? $"{path} may not be written by this user" : $"{path} does not exist, and this user may not create it", User);
        }
        catch (IOException failed)
        {
            steps.Failed(step, $"{where}: {failed.Message}", "is the disk full or read-only (mount | grep ' ro,')? An SD card that wears out becomes read-only: replace it. Or name another stateDirectory");
        }
    }

    private static void ReportWritten(CheckSteps steps, string step, string found, TimeSpan took)
    {
        if (took > s_slow)
            steps.Passed(step, found, "that is slow: a worn SD card, or a busy disk");
        else
            steps.Passed(step, found);
    }

    private static void ReportRoom(CheckSteps steps, string where)
    {
        const string step = "room";
        var free = new DriveInfo(where).AvailableFreeSpace;
        var found = $"{free / 1_000_000} MB free";
        if (free < Least)
            steps.Failed(step, found, $"make room on the disk (sudo apt clean; sudo journalctl --vacuum-size=50M): {Least / 1_000_000} MB should be free");
        else
            steps.Passed(step, found);
    }

    // The same way as the service's own files go: beside, to the disk, renamed.
    private async Task<TimeSpan> WriteAsync(string where, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        try
        {
            await new StateDirectory(where).WriteAsync(Probe, "check"u8.ToArray(), cancellation);
            return time.GetElapsedTime(since);
        }
        finally
        {
            File.Delete(Path.Combine(where, Probe));
            File.Delete(Path.Combine(where, Probe + ".new"));
        }
    }

    private static string Nearest(string missing)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(missing));
        while (parent is not null && !Directory.Exists(parent) && !File.Exists(parent))
            parent = Path.GetDirectoryName(parent);
        return parent ?? "/";
    }
}
