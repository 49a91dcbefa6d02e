using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Web;

/// <summary>What the latest report says: as JSON, as the display's picture. Reads the reports and nothing else; changes nothing.</summary>
internal sealed class StateEndpoints(ReportFeed reports, StateDocument state, DisplayState camera) : IPageEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/api/state", StateAsync);
        page.MapGet("/lcd.png", context => PageAnswer.SendAsync(context, "image/png", CabinetPicture.Png(camera.Now)));
    }

    private Task StateAsync(HttpContext context)
    {
        if (reports.Latest is { } report)
            return PageAnswer.SendAsync(context, "application/json", state.Write(report));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return PageAnswer.LineAsync(context, "no control cycle has ended yet");
    }
}
