using System.Net;

namespace WallboxMqtt.Bridge.Http;

/// <summary>A group of paths on the web listener that belong together.</summary>
internal interface IPageEndpoints
{
    /// <summary>Maps them.</summary>
    void Map(IEndpointRouteBuilder page);

    /// <summary>Called once they can be reached.</summary>
    /// <param name="address">Where.</param>
    void Listening(IPEndPoint address)
    {
    }
}
