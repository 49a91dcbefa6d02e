using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.Web;

/// <summary>What the latest report says: as JSON, as the display's picture, as health. Reads the reports and nothing else; changes nothing.</summary>
internal sealed class StateEndpoints(ReportFeed reports, StateDocument state, TimeProvider time) : IPageEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/api/state", StateAsync);
        page.MapGet("/lcd.png", context => PageAnswer.SendAsync(context, "image/png", CabinetPicture.Png(reports.Latest, time)));
        page.MapGet("/health/live", context => PageAnswer.SendAsync(context, "text/plain", "live\n"u8.ToArray()));
        page.MapGet("/health/ready", ReadyAsync);
    }

    private Task StateAsync(HttpContext context)
    {
        if (reports.Latest is { } report)
            return PageAnswer.SendAsync(context, "application/json", state.Write(report));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.SendAsync(context, "text/plain", "no control cycle has ended yet\n"u8.ToArray());
    }

    // Ready is who has the charger under control.
    private Task ReadyAsync(HttpContext context)
    {
        var ready = reports.Latest is { } report && report.Chargers.All(charger => charger.Online);
        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.SendAsync(context, "text/plain", ready ? "ready\n"u8.ToArray() : "charger not under control\n"u8.ToArray());
    }
}
