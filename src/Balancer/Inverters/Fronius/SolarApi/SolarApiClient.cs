using System.Net;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>
/// Asks an inverter's Solar API V1, over one connection that is kept alive. Only reads; follows no redirect and uses no proxy, so that
/// no other host is ever asked.
/// </summary>
/// <param name="url">The inverter, <c>http://host:port</c>.</param>
/// <param name="time">Clock of the timeout.</param>
public sealed class SolarApiClient(Uri url, TimeProvider time) : IDisposable
{
    /// <summary>The power flow of the whole plant.</summary>
    public const string PowerFlow = "/solar_api/v1/GetPowerFlowRealtimeData.fcgi";

    /// <summary>All meters.</summary>
    public const string Meters = "/solar_api/v1/GetMeterRealtimeData.cgi?Scope=System";

    /// <summary>The inverters' names.</summary>
    public const string Inverters = "/solar_api/v1/GetInverterInfo.cgi";

    private const int LongestAnswer = 64 * 1024;

    /// <summary>How long the whole answer may take.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    private readonly HttpMessageInvoker _http = new(Handler(new NameLookup(url.DnsSafeHost, time), url.Port));


    /// <summary>The body of an answer, at most 64 KiB.</summary>
    /// <exception cref="SolarApiException">There is none.</exception>
    public async Task<byte[]> GetAsync(string path, CancellationToken cancellation)
    {
        using var deadline = new Deadline(s_timeout, time, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, path));
        try
        {
            using var answer = await _http.SendAsync(request, deadline.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new SolarApiException(Explain(answer));
            return await ReadAsync(answer.Content, deadline.Token);
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new SolarApiException($"{url.Authority}: no whole answer within {s_timeout.TotalSeconds} s", silent);
        }
        catch (HttpRequestException failed)
        {
            throw new SolarApiException($"{url.Authority}: {Explain(failed)}", failed);
        }
        catch (IOException broken)
        {
            throw new SolarApiException($"{url.Authority}: the answer breaks off", broken);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > LongestAnswer)
            throw TooLong();
        using var body = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length <= LongestAnswer ? buffer[..length] : throw TooLong();
    }

    private static SocketsHttpHandler Handler(NameLookup host, int port) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxConnectionsPerServer = 1,
        MaxResponseHeadersLength = 16,
        // A new address of the same name is noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ActivityHeadersPropagator = null,
        ConnectCallback = async (_, cancellation) => await host.ConnectAsync(port, cancellation),
    };

    private SolarApiException TooLong() => new($"{url.Authority}: the answer is longer than {LongestAnswer} bytes: this is not a Solar API");

    private string Explain(HttpResponseMessage answer) => $"{url.Authority}: HTTP {(int)answer.StatusCode}" + answer.StatusCode switch
    {
        HttpStatusCode.NotFound => ": the Solar API is switched off: switch it on in the inverter's page, Communication, Solar API",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ": it refuses access",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => ": it redirects elsewhere, and that is not followed: is inverter.solarApi.url the inverter itself?",
        >= HttpStatusCode.InternalServerError => ": it has a fault of its own; restart it if that stays",
        _ => "",
    };

    private static string Explain(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "this name is not known",
        HttpRequestError.ConnectionError => $"no connection: {failed.InnerException?.Message ?? failed.Message}",
        HttpRequestError.SecureConnectionError => "no TLS connection: its certificate is not trusted here; use http:// within your own network",
        HttpRequestError.ResponseEnded => "it closes the connection before its answer",
        _ => $"this is not a usable web server ({failed.HttpRequestError})",
    };
}
