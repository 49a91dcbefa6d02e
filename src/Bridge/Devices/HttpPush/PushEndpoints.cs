using System.Net;
using WallboxMqtt.Bridge.Http;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary>The inverter's uploads on the status page's listener.</summary>
internal sealed class PushEndpoints(PushReceiver receiver) : IPageEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page) => receiver.Map(page);

    /// <inheritdoc/>
    public void Listening(IPEndPoint address) => receiver.ReportAddress(address);
}
