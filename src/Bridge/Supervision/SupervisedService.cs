using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Bridge.Supervision;

/// <summary>
/// Runs something off the control path (broker, FTP endpoint, page). When it fails, that is logged, and it starts again a little
/// later; nothing else notices.
/// </summary>
/// <param name="name">What it is, for the log.</param>
/// <param name="run">Runs it until cancelled.</param>
/// <param name="time">Clock of the pauses.</param>
/// <param name="logger">Takes the failures.</param>
internal sealed class SupervisedService(string name, Func<CancellationToken, Task> run, TimeProvider time, ILogger<SupervisedService> logger)
    : BackgroundService
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What follows may block while it starts: it must not hold up the start of the others.
        await Task.Yield();
        string? reported = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await run(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure.Message != reported)
                    Log.SideFailed(logger, name, failure.Message);
                reported = failure.Message;
            }

            try
            {
                await Task.Delay(_backoff.Next(), time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
