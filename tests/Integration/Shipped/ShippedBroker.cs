using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MQTTnet;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>Debian's mosquitto with the shipped configuration: only its paths and ports are mapped to what a test may use.</summary>
public sealed class ShippedBroker : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Secrets _secrets = new();
    private readonly string _configuration;
    private readonly ConcurrentQueue<string?> _log = new();
    private Process? _process;

    public ShippedBroker()
    {
        (Port, TlsPort) = (FreePort(), FreePort());
        var data = Directory.CreateDirectory(Path.Combine(_secrets.Home, "data")).FullName;
        _configuration = Path.Combine(_secrets.Folder, "mosquitto.conf");
        File.WriteAllText(_configuration, File.ReadAllText(_configuration)
            .Replace("listener 1883\n", $"listener {Port} 127.0.0.1\n", StringComparison.Ordinal)
            .Replace("listener 8883\n", $"listener {TlsPort} 127.0.0.1\n", StringComparison.Ordinal)
            .Replace("\nallow_anonymous", $"\n{OtherAddress()}\nallow_anonymous", StringComparison.Ordinal)
            .Replace("/mosquitto/config", _secrets.Folder, StringComparison.Ordinal)
            .Replace("/mosquitto/data/", data + "/", StringComparison.Ordinal));
    }

    /// <summary>An address with the TLS listener too, which the certificate does not hold.</summary>
    internal const string AddressNotInTheCertificate = "127.0.0.2";

    internal int Port { get; }

    internal int TlsPort { get; }

    internal Secrets Secrets => _secrets;

    public async ValueTask InitializeAsync()
    {
        await _secrets.MakeAsync();
        if (Environment.IsPrivilegedProcess)
            await ExternalProgram.SucceedAsync("chown", Secrets.Owner, Path.Combine(_secrets.Home, "data"));
        await StartAsync();
    }

    /// <summary>Starts it and waits until it takes a user in.</summary>
    internal async Task StartAsync()
    {
        var program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        _process = new Process { StartInfo = new ProcessStartInfo(program, ["-c", _configuration]) { UseShellExecute = false, RedirectStandardError = true } };
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(async () =>
        {
            Assert.False(_process.HasExited, string.Join('\n', _log));
            try
            {
                await using var visitor = await VisitAsync("dashboard");
                return true;
            }
            catch (Exception closed) when (closed is not Xunit.Sdk.IAssertionException)
            {
                return false;
            }
        });
    }

    /// <summary>Ends it in good order.</summary>
    internal async Task StopAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            await ExternalProgram.SucceedAsync("kill", "-TERM", _process.Id.ToString());
        using var late = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(late.Token);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Connects as one of its users, with the password that the script made.</summary>
    internal Task<Visitor> VisitAsync(string user) => VisitAsync(user, _secrets.Password(user));

    /// <summary>Connects with any password; null for none at all.</summary>
    internal Task<Visitor> VisitAsync(string? user, string? password)
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port);
        return Visitor.ConnectAsync(user is null ? options : options.WithCredentials(user, password));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _secrets.Dispose();
    }

    private string OtherAddress() => $"""
        listener {TlsPort} {AddressNotInTheCertificate}
        certfile /mosquitto/config/certs/server.crt
        keyfile /mosquitto/config/certs/server.key
        """;

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
