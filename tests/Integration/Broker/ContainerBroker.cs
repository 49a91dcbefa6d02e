using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;

namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>Mosquitto in a container.</summary>
internal sealed class ContainerBroker : IBrokerHost
{
    private const string Directory = "/mosquitto/config";

    private readonly IContainer _container;

    internal ContainerBroker(BrokerSetup setup, int port, int tlsPort)
    {
        // The same numbers inside and outside, chosen here: a port that Docker chooses is another one after each start.
        var builder = new ContainerBuilder(BrokerEngine.Image).WithLogger(NullLogger.Instance).WithPortBinding(port, port).WithPortBinding(tlsPort, tlsPort);
        foreach (var (name, text) in BrokerFiles.Write(setup, Directory, "/mosquitto/data", [$"listener {port}", $"listener {tlsPort}"]))
            builder = builder.WithResourceMapping(Encoding.UTF8.GetBytes(text), $"{Directory}/{name}");
        _container = builder.Build();
    }

    public Task StartAsync() => _container.StartAsync();

    public Task StopAsync() => _container.StopAsync();

    public async Task KillAsync()
    {
        using var docker = Client();
        await docker.Containers.KillContainerAsync(_container.Id, new ContainerKillParameters());
        await docker.Containers.WaitContainerAsync(_container.Id);
    }

    public Task PauseAsync() => _container.PauseAsync();

    public Task ResumeAsync() => _container.UnpauseAsync();

    public async Task<string> LogAsync() => (await _container.GetLogsAsync()).Stderr;

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    /// <summary>The engine's own interface; throws where there is no engine.</summary>
    internal static DockerClient Client() => TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(Guid.Empty).Build();
}
