using System.Net;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Answers;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>Logging in and out, and what the visitor may do.</summary>
internal sealed class LoginEndpoints(WebOptions web, WebGuard guard, Sessions sessions, LoginGate gate, ILogger<LoginEndpoints> logger) : IPageEndpoints, IDisposable
{
    private const int LargestBody = 2048;

    // Hashing keeps a core busy for some tenths of a second: one at a time, others wait.
    private readonly SemaphoreSlim _hashing = new(1);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder page)
    {
        page.MapGet("/api/access", AccessAsync).WithMetadata(Need.Nothing);
        page.MapPost("/api/login", LoginAsync).WithMetadata(Need.Nothing);
        page.MapPost("/api/logout", LogoutAsync).WithMetadata(Need.Nothing);
    }

    /// <inheritdoc/>
    public void Dispose() => _hashing.Dispose();

    private Task AccessAsync(HttpContext context)
    {
        var rights = guard.RightsOf(context.Request);
        return PageAnswer.JsonAsync(context, JsonSerializer.Serialize(new AccessAnswer(rights.Read, rights.Change, rights.Login), AnswerContext.Compact.AccessAnswer));
    }

    private async Task LoginAsync(HttpContext context)
    {
        if (web.PasswordHash is not { } hash)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "there is no password here (web.passwordHash)");
            return;
        }

        if (await PageAnswer.ReadAsync(context, LargestBody) is not { } body)
            return;
        if (PasswordIn(body) is not { } password)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "no password; allowed: {\"password\":\"...\"}");
            return;
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (gate.Try(address) is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too many attempts; wait a minute");
            return;
        }

        if (!await MatchesAsync(hash, password, context.RequestAborted))
        {
            logger.LoginRefused(address);
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "wrong password");
            return;
        }

        context.Response.Headers.Append(HeaderNames.SetCookie, Cookie(sessions.Begin(), Sessions.Lifetime));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task LogoutAsync(HttpContext context)
    {
        if (context.Request.Cookies[WebGuard.Cookie] is { } id)
            sessions.End(id);
        context.Response.Headers.Append(HeaderNames.SetCookie, Cookie("gone", TimeSpan.Zero));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task<bool> MatchesAsync(PasswordHash hash, string password, CancellationToken cancellation)
    {
        await _hashing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => hash.Matches(password), CancellationToken.None);
        }
        finally
        {
            _hashing.Release();
        }
    }

    // Not "Secure": in a home there is rarely TLS. A page that users reach by https says so in web.url.
    private string Cookie(string value, TimeSpan lifetime) => new SetCookieHeaderValue(WebGuard.Cookie, value)
    {
        HttpOnly = true,
        SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Strict,
        Path = "/",
        MaxAge = lifetime,
        Secure = web.Url?.Scheme == "https",
    }.ToString();

    private static string? PasswordIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("password", out var password) && password.ValueKind == JsonValueKind.String
                ? password.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return PageAnswer.LineAsync(context, why);
    }
}
