using Microsoft.AspNetCore.Routing;

namespace WallboxMqtt.Bridge.Web;

/// <summary>A group of paths on the web listener that belong together.</summary>
internal interface IPageEndpoints
{
    /// <summary>Maps them.</summary>
    void Map(IEndpointRouteBuilder page);
}
