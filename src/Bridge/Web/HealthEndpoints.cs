using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Health;
using WallboxMqtt.Bridge.Http;

namespace WallboxMqtt.Bridge.Web;

/// <summary>Whether the control loops live, and whether they have their chargers under control: one line each, for service managers and containers.</summary>
internal sealed class HealthEndpoints(ReportFeed reports, LoopLife life, TimeProvider time) : IPageEndpoints
{
    // The longest poll, and a cycle of requests that are answered late.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/health/live", LiveAsync).WithMetadata(Need.Nothing);
        page.MapGet("/health/ready", ReadyAsync).WithMetadata(Need.Nothing);
    }

    // The page is answered off the control path: that it answers says nothing of the loops.
    internal Task LiveAsync(HttpContext context) => AnswerAsync(context, "live", life.Stuck);

    // Ready means that the chargers are under control, and were so just now.
    internal Task ReadyAsync(HttpContext context)
    {
        var ready = reports.Latest is { } report && report.Chargers.All(charger => charger.Online && charger.CycledAt is { } at && time.GetElapsedTime(at) < s_fresh);
        return AnswerAsync(context, "ready", ready ? null : life.Stuck ?? "charger not under control");
    }

    private static Task AnswerAsync(HttpContext context, string well, string? fault)
    {
        context.Response.StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.LineAsync(context, fault ?? well);
    }
}
