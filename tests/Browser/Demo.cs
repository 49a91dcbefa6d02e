using WallboxMqtt.Tests.Integration;
using WallboxMqtt.Tests.Integration.Cli;

[assembly: AssemblyFixture(typeof(WallboxMqtt.Tests.Browser.Demo))]

namespace WallboxMqtt.Tests.Browser;

/// <summary>The demo as people start it, one for all tests.</summary>
public sealed class Demo : IAsyncLifetime
{
    private readonly int _port = Loopback.FreePort();
    private readonly ServiceProcess _process;

    public Demo() => _process = new ServiceProcess(
        "demo", "--web", $"127.0.0.1:{_port}", "--mqtt-port", $"{Loopback.FreePort()}", "--speed", "60");

    internal string Page => $"http://127.0.0.1:{_port}/";

    public async ValueTask InitializeAsync() => await _process.SaysAsync("Ctrl-C ends it");

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
