using Microsoft.AspNetCore.Routing;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Web.Push;

/// <summary>The inverter's uploads on the status page's listener.</summary>
internal sealed class PushEndpoints(PushReceiver receiver, WebOptions web) : IPageEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        receiver.Map(page);
        receiver.TellAddress(web.Listen);
    }
}
