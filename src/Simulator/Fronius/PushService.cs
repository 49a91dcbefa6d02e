using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Simulator.Fronius;

/// <summary>The inverter's push service: uploads the power flow every so often, whatever became of the last one.</summary>
public sealed partial class PushService(SimulatedSymo symo, IPusher pusher, TimeSpan every, TimeProvider time, ILogger<PushService> logger)
{
    private string? _reported;

    /// <summary>Uploads until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await PushAsync(cancellation);
                await Task.Delay(every, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It is switched off.
        }
    }

    private async Task PushAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(every, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            var power = symo.Power;
            await pusher.PushAsync(symo.PowerFlow(), either.Token);
            Uploaded(logger, power);
            _reported = null;
        }
        catch (Exception failed) when (failed is IOException || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            if (failed.Message != _reported)
                Failed(logger, failed.Message);
            _reported = failed.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Simulated inverter: uploaded {Power} W")]
    private static partial void Uploaded(ILogger logger, double power);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Simulated inverter: upload failed: {Fault}")]
    private static partial void Failed(ILogger logger, string fault);
}
