using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Formatter;

namespace WallboxMqtt.Tests.Integration;

/// <summary>A real Mosquitto on loopback. Its start is over when it has answered a CONNECT, not when it says so.</summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);
    private readonly string _directory = Directory.CreateTempSubdirectory("mosquitto").FullName;
    private Process? _process;

    internal MosquittoBroker(string more = "allow_anonymous true")
    {
        Port = FreePort();
        File.WriteAllText(Path.Combine(_directory, "mosquitto.conf"), $"listener {Port} 127.0.0.1\nlog_dest stderr\npersistence false\nuser root\n{more}\n");
    }

    internal int Port { get; }

    internal static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>A file beside the broker's configuration.</summary>
    internal string Write(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, content);
        return path;
    }

    internal async Task StartAsync()
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Find(), ["-c", Path.Combine(_directory, "mosquitto.conf")]) { UseShellExecute = false, RedirectStandardError = true },
        };
        _process.Start();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(AnswersAsync, s_longest);
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    internal async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Find() =>
        new[] { "/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto" }.First(File.Exists);

    private async Task<bool> AnswersAsync()
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithClientId("probe").WithProtocolVersion(MqttProtocolVersion.V500).Build();
        try
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await client.ConnectAsync(options, late.Token);
            return true;
        }
        catch (Exception notYet) when (notYet is not OutOfMemoryException)
        {
            return false;
        }
    }
}
