using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Bridge.Web.Access;

namespace WallboxMqtt.Bridge.Web;

/// <summary>What the latest report says: as JSON, as the display's picture, as health. Reads the reports and nothing else; changes nothing.</summary>
internal sealed class StateEndpoints(ReportFeed reports, StateDocument state, CabinetCamera camera, LoopLife life, TimeProvider time) : IPageEndpoints
{
    // The longest poll, and a cycle of requests that are answered late.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/api/state", StateAsync);
        page.MapGet("/lcd.png", context => PageAnswer.SendAsync(context, "image/png", CabinetPicture.Png(camera.Now)));
        page.MapGet("/health/live", LiveAsync).WithMetadata(Need.Nothing);
        page.MapGet("/health/ready", ReadyAsync).WithMetadata(Need.Nothing);
    }

    private Task StateAsync(HttpContext context)
    {
        if (reports.Latest is { } report)
            return PageAnswer.SendAsync(context, "application/json", state.Write(report));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.LineAsync(context, "no control cycle has ended yet");
    }

    // The page is answered off the control path: that it answers says nothing of the loops.
    private Task LiveAsync(HttpContext context)
    {
        var stuck = life.Stuck;
        context.Response.StatusCode = stuck is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.LineAsync(context, stuck ?? "live");
    }

    // Ready is who has the chargers under control, and had them so just now.
    private Task ReadyAsync(HttpContext context)
    {
        var ready = reports.Latest is { } report && report.Chargers.All(charger => charger.Online && charger.CycledAt is { } at && time.GetElapsedTime(at) < s_fresh);
        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.LineAsync(context, ready ? "ready" : life.Stuck ?? "charger not under control");
    }
}
