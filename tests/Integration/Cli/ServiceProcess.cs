using System.Collections.Concurrent;
using System.Diagnostics;

namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary>The executable as people start it.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    internal ServiceProcess(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    internal ServiceProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
        : this(environment, [], arguments)
    {
    }

    /// <summary>Starts it in surroundings of its own.</summary>
    /// <param name="environment">Variables.</param>
    /// <param name="options">More options of env(1).</param>
    /// <param name="arguments">Its arguments.</param>
    internal ServiceProcess(IReadOnlyDictionary<string, string> environment, string[] options, string[] arguments)
    {
        _process = new Process
        {
            // a shell that runs the tests in the background hands on "SIGINT is ignored": env gives the process its Ctrl-C back, and all that it answers to
            StartInfo = new ProcessStartInfo("env", ["--default-signal=INT,HUP,QUIT,USR1,USR2,PIPE", .. options, Path.Combine(AppContext.BaseDirectory, "wallbox-mqtt"), .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment)
            _process.StartInfo.Environment[name] = value;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>The kernel's letter for what the process does; T while it is stopped.</summary>
    internal char State => File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[^1][0];

    internal Task SaysAsync(string text) => Eventually.TrueAsync(() => Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), s_longest);

    /// <summary>Sends a signal by its name: TERM, HUP, KILL, ...</summary>
    internal Task SignalAsync(string signal) => ExternalProgram.SucceedAsync("kill", $"-{signal}", _process.Id.ToString());

    /// <summary>Waits for its end; its exit code.</summary>
    internal async Task<int> EndAsync()
    {
        using var late = new CancellationTokenSource(s_longest);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
            Lines.Enqueue(line);
    }
}
