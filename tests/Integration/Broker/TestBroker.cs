using MQTTnet;
using MQTTnet.Formatter;

namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>A real mosquitto on loopback ports of its own; can be stopped, killed, paused and started again.</summary>
internal sealed class TestBroker(BrokerSetup? setup = null) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private IBrokerHost? _host;

    internal int Port { get; } = Loopback.FreePort();

    /// <summary>Where there is TLS.</summary>
    internal int TlsPort { get; } = Loopback.FreePort();

    internal Uri Url => new($"mqtt://127.0.0.1:{Port}");

    /// <summary>Starts mosquitto and waits for a real CONNACK.</summary>
    internal async Task StartAsync()
    {
        _host ??= await BrokerEngine.CreateAsync(setup ?? new BrokerSetup(), Port, TlsPort);
        await _host.StartAsync();
        await UntilItAnswersAsync();
    }

    internal Task StopAsync() => _host!.StopAsync();

    internal Task KillAsync() => _host!.KillAsync();

    internal Task PauseAsync() => _host!.PauseAsync();

    internal async Task ResumeAsync()
    {
        await _host!.ResumeAsync();
        await UntilItAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task UntilItAnswersAsync()
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (!await AnswersAsync(limit.Token))
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"mosquitto does not answer:\n{await _host!.LogAsync()}", late);
            }
        }
    }

    // A refusal is an answer too.
    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"probe-{Guid.NewGuid():N}").Build();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, cancellation);
        try
        {
            await client.ConnectAsync(options, either.Token);
            await client.TryDisconnectAsync();
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
