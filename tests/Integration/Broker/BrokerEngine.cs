namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>Whether brokers run in containers or as processes: decided once, and said in one line.</summary>
internal static class BrokerEngine
{
    private const string Variable = "MQTT_TEST_IMAGE";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly Lazy<Task<bool>> s_hasContainers = new(LookAsync);

    /// <summary>The image with mosquitto.</summary>
    internal static string Image => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } image ? image : "eclipse-mosquitto:2";

    /// <summary>A broker that is not started yet.</summary>
    internal static async Task<IBrokerHost> CreateAsync(BrokerSetup setup, int port, int tlsPort) =>
        await s_hasContainers.Value ? new ContainerBroker(setup, port, tlsPort) : new ProcessBroker(setup, port, tlsPort);

    private static async Task<bool> LookAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(s_patience);
            using var docker = ContainerBroker.Client();
            await docker.System.PingAsync(limit.Token);
            await Console.Error.WriteLineAsync($"The broker is {Image} in a container.");
            return true;
        }
        catch (Exception silent)
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
                throw new InvalidOperationException($"{Variable} asks for a container, and no Docker engine answers", silent);
            await Console.Error.WriteLineAsync("!!! NO DOCKER ENGINE ANSWERS: the broker is a mosquitto PROCESS, not a container !!!");
            return false;
        }
    }
}
