using System.Runtime.InteropServices;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>
/// What the service does about signals. SIGTERM and Ctrl-C are the command line's; SIGHUP (the terminal closes, the connection to it
/// breaks) and SIGQUIT end it in the same way, and SIGUSR1 and SIGUSR2, which would kill it, do nothing. A signal that
/// the parent process has set to be ignored, as <c>nohup</c> does with SIGHUP, stays ignored: the runtime ensures that. It ignores SIGPIPE, too.
/// </summary>
internal sealed class ServiceSignals : IDisposable
{
    // signal(7), as on every processor that .NET runs on; other systems number them otherwise.
    private const PosixSignal User1 = (PosixSignal)10;
    private const PosixSignal User2 = (PosixSignal)12;

    private readonly CancellationTokenSource _end;
    private readonly PosixSignalRegistration[] _registrations;

    internal ServiceSignals(CancellationToken end)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(end);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, End),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, End),
            .. OperatingSystem.IsLinux() ? [Ignored(User1), Ignored(User2)] : Array.Empty<PosixSignalRegistration>(),
        ];
    }

    /// <summary>Cancelled when the service is to end.</summary>
    internal CancellationToken Ending => _end.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _end.Dispose();
    }

    private static PosixSignalRegistration Ignored(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, static context => context.Cancel = true);

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }
}
