using System.Net;
using System.Security.Cryptography;
using System.Text;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Bridge.Http;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary>
/// Takes the power flow that an inverter posts, of any content type. Browsers are refused: a request with a browser's headers comes from a
/// page, and no page has anything to upload here. If there is a secret, a request without it is refused, too.
/// </summary>
internal sealed class PushReceiver(HttpPushOptions push, IUploadSink inbox, ILogger<PushReceiver> logger)
{
    private const string Source = "httpPush";
    private const string Key = "key";
    private const string Bearer = "Bearer ";
    private const int LargestBody = 64 * 1024;

    // Browsers put at least one of them into every POST, and no page can leave them out (W3C Fetch, Fetch Metadata).
    private static readonly string[] s_browserMarks = ["Origin", "Sec-Fetch-Site", "Referer"];

    private readonly byte[]? _secret = push.Secret is { } secret ? Hash(secret) : null;
    private bool _strangerReported;
    private string? _reported;

    /// <summary>Maps the path, and with a secret the path with anything behind it.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(push.Path, ReceiveAsync).WithMetadata(Need.Device);
        if (_secret is not null)
            routes.MapPost($"{push.Path}/{{{Key}}}", ReceiveAsync).WithMetadata(Need.Device);
    }

    /// <summary>Logs where uploads are taken, and warns if any device may send one.</summary>
    /// <param name="address">Where it listens.</param>
    internal void ReportAddress(IPEndPoint address)
    {
        logger.PushListens(address, push.Path, _secret is null ? "" : "/<secret>");
        if (_secret is null && !IPAddress.IsLoopback(address.Address))
            logger.PushWithoutSecret(address);
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var request = context.Request;
        if (s_browserMarks.Any(request.Headers.ContainsKey))
            await RefuseAsync(context, "this comes from a browser; only inverters upload here");
        else if (_secret is not null && !Candidates(request).Any(IsSecret))
            await RefuseAsync(context, "the secret is missing or wrong (inverter.httpPush.secret)");
        else if (await BodyAsync(context) is { } body)
            await AnswerAsync(context, inbox.Offer(Source, body, out var fault), fault);
    }

    private async Task AnswerAsync(HttpContext context, UploadVerdict verdict, string? fault)
    {
        _strangerReported = false;
        var outcome = verdict switch
        {
            UploadVerdict.Taken => "taken",
            UploadVerdict.Incomplete => "not a whole JSON document: changes nothing",
            UploadVerdict.Refused => fault ?? "not credible",
        };
        // What the inbox refuses it logs itself.
        if (verdict == UploadVerdict.Incomplete && outcome != _reported)
            logger.PushOutcome(outcome);
        _reported = outcome;
        context.Response.StatusCode = verdict == UploadVerdict.Taken ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        await PageAnswer.LineAsync(context, outcome);
    }

    private static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        try
        {
            return await PageAnswer.ReadAsync(context, LargestBody);
        }
        catch (BadHttpRequestException bad)
        {
            context.Response.StatusCode = bad.StatusCode;
            await PageAnswer.LineAsync(context, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"larger than {LargestBody} bytes" : "the body breaks off");
            return null;
        }
    }

    // Once, not every 10 s for years: again only after an accepted upload.
    private Task RefuseAsync(HttpContext context, string why)
    {
        if (!Interlocked.Exchange(ref _strangerReported, true))
            logger.PushRefused(context.Connection.RemoteIpAddress ?? IPAddress.None, why);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return PageAnswer.LineAsync(context, why);
    }

    private static IEnumerable<string> Candidates(HttpRequest request)
    {
        if (request.RouteValues[Key] is string inPath)
            yield return inPath;
        if (request.Headers["X-Push-Secret"].ToString() is { Length: > 0 } inHeader)
            yield return inHeader;
        if (request.Headers.Authorization.ToString() is { } authorization && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            yield return authorization[Bearer.Length..].Trim();
    }

    // Hashes are compared: the time it takes reveals neither content nor length of the secret.
    private bool IsSecret(string candidate) => CryptographicOperations.FixedTimeEquals(Hash(candidate), _secret);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
