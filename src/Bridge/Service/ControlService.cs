using WallboxMqtt.Bridge.Composition;

namespace WallboxMqtt.Bridge.Service;

/// <summary>Runs the control loops. It starts first and ends last: what else there is may fail around it.</summary>
internal sealed class ControlService(ControlComposition balancing) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(balancing.Loops.Select(loop => loop.RunAsync(stoppingToken)));
}
