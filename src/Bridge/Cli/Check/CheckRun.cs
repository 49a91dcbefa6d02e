using System.Collections.Immutable;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>Tries all links side by side, each within its time, and reports their steps in the links' order.</summary>
internal sealed class CheckRun(IReadOnlyList<ILinkCheck> links, TimeProvider time)
{
    // A link whose steps all keep to their token needs none of it.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <summary>All steps of all links.</summary>
    internal async Task<ImmutableArray<CheckRow>> RunAsync(CancellationToken cancellation)
    {
        var rows = await Task.WhenAll(links.Select(link => TryAsync(link, cancellation)));
        return [.. rows.SelectMany(some => some)];
    }

    private async Task<ImmutableArray<CheckRow>> TryAsync(ILinkCheck link, CancellationToken cancellation)
    {
        var steps = new CheckSteps(link.Part);
        using var deadline = new Deadline(link.Longest, time, cancellation);
        try
        {
            // On a thread of its own: a disk or a name server may not come back at all.
            await Task.Run(() => link.TryAsync(steps, deadline.Token), CancellationToken.None).WaitAsync(link.Longest + s_grace, time, cancellation);
        }
        catch (Exception slow) when (slow is OperationCanceledException or TimeoutException && !cancellation.IsCancellationRequested)
        {
            steps.Failed("time", $"not finished within {Seconds.Print(link.Longest)}", "something on the way answers too slowly: look at the network and at the disk, and try again");
        }
        catch (Exception unexpected) when (!cancellation.IsCancellationRequested)
        {
            steps.Failed("check", $"{unexpected.GetType().Name}: {unexpected.Message}", "this should not happen: please report it with this line");
        }

        return steps.Rows;
    }
}
