using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>Waits for one upload in the service's place, whichever way it comes.</summary>
/// <param name="upload">Takes it.</param>
/// <param name="ratedPower">It was held against this.</param>
/// <param name="advice">What to set if none comes.</param>
/// <param name="time">Measures the wait.</param>
internal sealed class UploadWait(FirstUpload upload, Watts ratedPower, string advice, TimeProvider time)
{
    /// <summary>Two uploads, and a little more.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    private const string Step = "upload";

    // The inverter gets its answer and closes the session.
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(0.5);

    /// <summary>Receives until one has come, and reports it.</summary>
    /// <param name="steps">Takes the step.</param>
    /// <param name="quick">Does not wait.</param>
    /// <param name="receive">Receives until cancelled.</param>
    /// <param name="last">The last failure meanwhile; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task TryAsync(CheckSteps steps, bool quick, Func<CancellationToken, Task> receive, Func<string?> last, CancellationToken cancellation)
    {
        if (quick)
        {
            steps.Passed(Step, "not waited for (--quick)");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = receive(stop.Token);
        try
        {
            var (flow, fault, behind) = await upload.Came.WaitAsync(Longest, time, cancellation);
            if (fault is not null)
                steps.Failed(Step, $"came, and is refused: {fault}", $"inverter.ratedPower must be the AC rating of all inverters together (now {ratedPower}); {advice}");
            else
                UploadFindings.Report(steps, Step, flow!, behind);
            await Task.Delay(s_farewell, time, cancellation);
        }
        catch (TimeoutException)
        {
            steps.Failed(Step, $"none within {Seconds.Print(Longest)}{(last() is { } word ? $"; {word}" : "")}", advice);
        }
        finally
        {
            await stop.CancelAsync();
            try
            {
                await receiving;
            }
            catch (OperationCanceledException)
            {
                // Cancelled above.
            }
        }
    }
}
