using System.Diagnostics;
using System.Text;

namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>Mosquitto as a process of this machine.</summary>
internal sealed class ProcessBroker : IBrokerHost
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-mosquitto-").FullName;
    private readonly StringBuilder _log = new();
    private Process? _process;

    internal ProcessBroker(BrokerSetup setup, int port, int tlsPort)
    {
        foreach (var (name, text) in BrokerFiles.Write(setup, _directory, _directory, [$"listener {port} 127.0.0.1", $"listener {tlsPort} 127.0.0.1"]))
            File.WriteAllText(Path.Combine(_directory, name), text);
        // Started by root, mosquitto would change to a user who cannot read our files.
        if (Environment.IsPrivilegedProcess)
            File.AppendAllText(Path.Combine(_directory, BrokerFiles.Configuration), "user root\n");
    }

    public Task StartAsync()
    {
        var start = new ProcessStartInfo(File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto", ["-c", Path.Combine(_directory, BrokerFiles.Configuration)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, args) => Note(args.Data);
        _process.OutputDataReceived += (_, args) => Note(args.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        return Task.CompletedTask;
    }

    public Task StopAsync() => EndAsync("TERM");

    public Task KillAsync() => EndAsync("KILL");

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public Task<string> LogAsync()
    {
        lock (_log)
            return Task.FromResult(_log.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        Directory.Delete(_directory, recursive: true);
    }

    private async Task EndAsync(string signal)
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
            await SignalAsync(signal);
        _process = null;
        using (process)
        {
            using var limit = new CancellationTokenSource(s_patience);
            await process.WaitForExitAsync(limit.Token);
        }
    }

    private async Task SignalAsync(string signal) => await ExternalProgram.RunAsync("kill", $"-{signal}", _process!.Id.ToString());

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
