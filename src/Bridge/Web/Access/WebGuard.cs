using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>Checks every request: its name, where it comes from, and what its sender may do. Sets the headers that every answer has.</summary>
internal sealed class WebGuard(WebOptions web, HostRules hosts, AccessRules access, Sessions sessions)
{
    /// <summary>The cookie of a session.</summary>
    public const string Cookie = "wallbox-session";

    private const string Bearer = "Bearer ";

    private readonly string _policy =
        $"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {(web.FrameAncestors is [] ? "'none'" : string.Join(' ', web.FrameAncestors))}";

    /// <summary>Lets the request pass, or answers it with one line.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        SetHeaders(context.Response.Headers);
        var request = context.Request;
        var need = context.GetEndpoint() is { } endpoint ? NeedOf(endpoint) : Need.Nothing;
        if (need == Need.Device)
            return next(context);
        if (!hosts.Allows(request.Host))
            return Refuse(context, StatusCodes.Status403Forbidden, $"not known under the name \"{Shown(request.Host)}\"; name it in web.hosts, or use the IP address");
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            && !hosts.AllowsOrigin(request.Host, request.Headers.Origin, request.Headers["Sec-Fetch-Site"]))
            return Refuse(context, StatusCodes.Status403Forbidden, "comes from another site's page");
        var rights = RightsOf(request);
        if (rights.Allow(need))
            return next(context);
        if (access.HasPassword || web.Token is not null)
            return Refuse(context, StatusCodes.Status401Unauthorized, "log in on the page, or send the token (Authorization: Bearer ...)");
        return Refuse(context, StatusCodes.Status403Forbidden, "nothing can be changed here without a password: set web.passwordHash (wallbox-mqtt password makes one) or web.token");
    }

    /// <summary>What the sender of a request may do.</summary>
    public Rights RightsOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        var bearer = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
        return access.Of(bearer, request.Cookies[Cookie] is { } id && sessions.Visit(id));
    }

    private static Need NeedOf(Endpoint endpoint) =>
        endpoint.Metadata.OfType<Need>().Cast<Need?>().LastOrDefault() ?? Need.Read;

    private void SetHeaders(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = _policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return PageAnswer.LineAsync(context, why);
    }

    private static string Shown(HostString host)
    {
        var name = host.Value ?? string.Empty;
        return name.Length <= 100 ? name : name[..100];
    }
}
