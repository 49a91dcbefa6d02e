using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;

namespace WallboxMqtt.Tests.Integration;

/// <summary>A real mosquitto as a process of its own on a loopback port; can be stopped, killed, paused and started again.</summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-mosquitto-").FullName;
    private readonly string _configuration;
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>Writes the configuration; nothing is started yet.</summary>
    /// <param name="port">The port; null takes a free one.</param>
    /// <param name="acl">An ACL file's text; null allows everything.</param>
    /// <param name="more">More lines of configuration, for example another listener.</param>
    public MosquittoBroker(int? port = null, string? acl = null, string? more = null)
    {
        Port = port ?? FreePort();
        _configuration = Path.Combine(_directory, "mosquitto.conf");
        var text = $"listener {Port} 127.0.0.1\nallow_anonymous true\nlog_dest stderr\npersistence false\n{more}\n";

        // Started by root, mosquitto would change to a user who cannot read our files.
        if (Environment.IsPrivilegedProcess)
            text = "user root\n" + text;
        if (acl is not null)
        {
            File.WriteAllText(Path.Combine(_directory, "acl"), acl);
            text = $"acl_file {_directory}/acl\n" + text;
        }

        File.WriteAllText(_configuration, text);
    }

    public int Port { get; }

    public Uri Url => new($"mqtt://127.0.0.1:{Port}");

    /// <summary>What mosquitto has logged.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>A loopback port that is free now.</summary>
    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <summary>Starts mosquitto and waits for a real CONNACK.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto", ["-c", _configuration])
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
        using var limit = new CancellationTokenSource(s_patience);
        while (!await AnswersAsync(limit.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
    }

    /// <summary>Ends mosquitto in good order (SIGTERM).</summary>
    public Task StopAsync() => EndAsync("TERM");

    /// <summary>Ends mosquitto at once (SIGKILL).</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Freezes mosquitto (SIGSTOP): connections stay open and nothing answers.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets a frozen mosquitto go on.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        Directory.Delete(_directory, recursive: true);
    }

    private async Task EndAsync(string signal)
    {
        if (_process is not { } process)
            return;
        _process = null;
        using (process)
        {
            if (!process.HasExited)
                await SendAsync(signal, process.Id);
            using var limit = new CancellationTokenSource(s_patience);
            await process.WaitForExitAsync(limit.Token);
        }
    }

    private Task SignalAsync(string signal) => SendAsync(signal, _process!.Id);

    private static async Task SendAsync(string signal, int id)
    {
        using var kill = Process.Start("kill", [$"-{signal}", id.ToString()]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"mosquitto has ended:\n{Log}");
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"probe-{Guid.NewGuid():N}").WithTimeout(TimeSpan.FromSeconds(2)).Build();
        try
        {
            var result = await client.ConnectAsync(options, cancellation);
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellation);
            return result.ResultCode == MqttClientConnectResultCode.Success;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
