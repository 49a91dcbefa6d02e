using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Metrics;

namespace WallboxMqtt.Bridge.Web;

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal sealed class MetricsEndpoint(MetricsKeeper metrics) : IPageEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page) => page.MapGet("/metrics", async context =>
        await PageAnswer.SendAsync(context, "text/plain; version=0.0.4; charset=utf-8", await metrics.WriteAsync(context.RequestAborted)));
}
