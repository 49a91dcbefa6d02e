using System.Text;
using Microsoft.AspNetCore.Http.Features;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Web.Live;

/// <summary>
/// Server-sent events (WHATWG HTML, 9.2): the state document, and as <c>page</c> what the page shows beside it; at most once a second, latest
/// wins. A reader who does not read is dropped.
/// </summary>
internal sealed class EventEndpoint(ReportFeed reports, StateDocument state, IBrokerConnection broker, InverterOptions inverter, TimeProvider time) : IPageEndpoints
{
    /// <summary>How many may listen at a time.</summary>
    public const int MostStreams = 20;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private int _streams;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        var ending = page.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        page.MapGet("/api/events", context => StreamAsync(context, ending));
    }

    private async Task StreamAsync(HttpContext context, CancellationToken ending)
    {
        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await PageAnswer.LineAsync(context, $"{MostStreams} pages listen already");
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(ending, context.RequestAborted);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await WriteAsync(context, "retry: 2000\n\n", end.Token);
            await FollowAsync(context, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader is gone or too slow, or the service ends.
            context.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task FollowAsync(HttpContext context, CancellationToken end)
    {
        CycleReport? reported = null;
        var reportedAt = time.GetTimestamp();
        while (true)
        {
            var (report, since) = (reports.Latest, time.GetElapsedTime(reportedAt));
            if (report is not null && !ReferenceEquals(report, reported) && (reported is null || since >= s_shortest))
            {
                await WriteAsync(context, Events(report), end);
                (reported, reportedAt) = (report, time.GetTimestamp());
            }
            else if (since >= s_longest)
            {
                await WriteAsync(context, ": still here\n\n", end);
                reportedAt = time.GetTimestamp();
            }

            await Task.Delay(s_look, time, end);
        }
    }

    private string Events(CycleReport report) =>
        $"data: {Encoding.UTF8.GetString(state.Write(report))}\n\nevent: page\ndata: {PageDetails.Write(report, broker.Status, inverter, time)}\n\n";

    private async Task WriteAsync(HttpContext context, string text, CancellationToken end)
    {
        using var deadline = new Deadline(s_patience, time, end);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), deadline.Token);
        await context.Response.Body.FlushAsync(deadline.Token);
    }
}
