using Microsoft.AspNetCore.Http;

namespace WallboxMqtt.Bridge.Web;

/// <summary>An answer with the headers that every answer of this listener has.</summary>
internal static class PageAnswer
{
    /// <summary>Sends a whole body; the status is as it was set before.</summary>
    internal static Task SendAsync(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        var headers = context.Response.Headers;
        headers.ContentType = type;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
