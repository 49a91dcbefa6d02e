namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>What runs mosquitto. Its ports stay the same over stop and start.</summary>
internal interface IBrokerHost : IAsyncDisposable
{
    /// <summary>Starts mosquitto; it may not listen yet.</summary>
    Task StartAsync();

    /// <summary>Ends mosquitto in good order (SIGTERM).</summary>
    Task StopAsync();

    /// <summary>Ends mosquitto at once (SIGKILL).</summary>
    Task KillAsync();

    /// <summary>Freezes mosquitto: connections stay open and nothing answers.</summary>
    Task PauseAsync();

    /// <summary>Lets a frozen mosquitto go on.</summary>
    Task ResumeAsync();

    /// <summary>What mosquitto has logged.</summary>
    Task<string> LogAsync();
}
