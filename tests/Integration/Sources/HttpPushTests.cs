using System.Net;
using System.Net.Sockets;
using System.Text;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Sources;

/// <summary>Uploads by HTTP into the real service, on the page's listener and on one of its own.</summary>
public sealed class HttpPushTests : IAsyncDisposable
{
    private const string Secret = "open-sesame";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private ServiceUnderTest? _service;
    private Uri _push = new("http://127.0.0.1/");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_OfTheSimulatedInverter_SteersTheWallbox(bool own)
    {
        await StartAsync(own);
        using var pusher = new HttpPusher(_push);
        await pusher.PushAsync(ServiceUnderTest.PowerFlow(5600), CancellationToken.None);
        await Eventually.TrueAsync(() => _service!.Box.Setpoint == 24);
        await pusher.PushAsync(ServiceUnderTest.PowerFlow(0), CancellationToken.None);
        await Eventually.TrueAsync(() => _service!.Box.Setpoint == 16);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("")]
    public async Task Upload_OfAnyContentType_IsTaken(string type)
    {
        await StartAsync(own: false);
        using var answer = await PostAsync(ServiceUnderTest.PowerFlow(5600), ("Content-Type", type));
        Assert.Equal((HttpStatusCode.OK, "taken\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(5600, await PowerAsync());
    }

    // What a page does that somebody in the house has open: none may send a figure, whatever name it was reached under.
    [Theory]
    [InlineData(false, "Origin", "http://evil.example.com")]
    [InlineData(false, "Origin", "null")]
    [InlineData(false, "Sec-Fetch-Site", "cross-site")]
    [InlineData(false, "Sec-Fetch-Site", "none")]
    [InlineData(true, "Origin", "http://evil.example.com")]
    [InlineData(true, "Origin", "http://127.0.0.1")]
    [InlineData(true, "Sec-Fetch-Site", "same-origin")]
    [InlineData(true, "Referer", "http://evil.example.com/page")]
    public async Task Upload_ByABrowser_IsRefused(bool own, string header, string value)
    {
        await StartAsync(own);
        using var answer = await PostAsync(ServiceUnderTest.PowerFlow(9000), (header, value), ("Content-Type", "text/plain"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("comes from a browser", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(_service!.Report!.Inverter.Reading);
        (await PostAsync(ServiceUnderTest.PowerFlow(9000), (header, value))).Dispose();
        Assert.Single(_service.Logged.Lines, entry => entry.Line.Contains("refused from 127.0.0.1", StringComparison.Ordinal));
    }

    // The page's own rules do not stand in an inverter's way: it may call us by any name, and knows no password.
    [Fact]
    public async Task Upload_UnderAnyName_IsTakenWhereThePageIsLocked()
    {
        await StartAsync(own: false, web: web => web with { Token = "0123456789abcdefghij", ProtectReading = true });
        using var answer = await PostAsync(ServiceUnderTest.PowerFlow(5600), ("Host", "garage.example.com"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var page = await _http.GetAsync(new Uri(_push, "/api/state"));
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Theory]
    [InlineData("/" + Secret, null, null, 200)]
    [InlineData("", "X-Push-Secret", Secret, 200)]
    [InlineData("", "Authorization", "Bearer " + Secret, 200)]
    [InlineData("", null, null, 403)]
    [InlineData("/open-sesamf", null, null, 403)]
    [InlineData("/" + Secret + "x", null, null, 403)]
    [InlineData("", "X-Push-Secret", "OPEN-SESAME", 403)]
    [InlineData("", "Authorization", "Basic " + Secret, 403)]
    [InlineData("/" + Secret + "/x", null, null, 404)]
    public async Task Upload_WithASecret_IsHeldAgainstIt(string path, string? header, string? value, int status)
    {
        await StartAsync(own: true, secret: Secret);
        _push = new Uri(_push + path);
        using var answer = await PostAsync(ServiceUnderTest.PowerFlow(5600), header is null ? [] : [(header, value!)]);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 5600 : 0, status == 200 ? await PowerAsync() : _service!.Report!.Inverter.Reading?.Power.Value ?? 0);
        Assert.DoesNotContain(_service!.Logged.Lines, entry => entry.Line.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(_service.Logged.Lines, entry => entry.Line.StartsWith("Inverter may post to http://127.0.0.1:", StringComparison.Ordinal) && entry.Line.EndsWith("/fronius/push/<secret>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"Body\"", 400, "not a whole JSON document")]
    [InlineData("", 400, "not a whole JSON document")]
    [InlineData("P=5600", 400, "not JSON")]
    [InlineData("{}", 400, "Head is missing")]
    [InlineData("{65537}", 413, "larger than 65536 bytes")]
    public async Task Upload_OfSomethingElse_IsRefusedInOneLine(string body, int status, string said)
    {
        await StartAsync(own: true);
        using var answer = await PostAsync(Encoding.UTF8.GetBytes(body == "{65537}" ? new string('x', 65_537) : body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Single(text, '\n');
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("GET /fronius/push HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("PUT /fronius/push HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "405")]
    [InlineData("POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("POST /fronius/push/anything HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("POST /fronius/push HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("POST /fronius/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "400")]
    [InlineData("POST /fronius/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n{131072}\r\n0\r\n\r\n", "413")]
    [InlineData("POST /fronius/push HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", "400")]
    public async Task Request_Raw_IsAnswered(string request, string status)
    {
        await StartAsync(own: true);
        using var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, _push.Port);
        await raw.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request.Replace("{131072}", new string('x', 131_072), StringComparison.Ordinal)));
        using var reader = new StreamReader(raw.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_ForOthersWithoutASecret_IsAWarning()
    {
        await StartAsync(own: true, listen: IPAddress.Any);
        Assert.Single(_service!.Logged.Lines, entry => entry.Line.Contains("any device in the network may send a figure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Listener_OfItsOwn_NeedsNoPage()
    {
        await StartAsync(own: true, web: _ => null);
        using var answer = await PostAsync(ServiceUnderTest.PowerFlow(5600));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var page = await _http.GetAsync(new Uri(_push, "/api/state"));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
    }

    private async Task<double> PowerAsync()
    {
        await Eventually.TrueAsync(() => _service!.Report!.Inverter is { Status: InverterStatus.Ok, Reading: not null });
        return _service!.Report!.Inverter.Reading!.Power.Value;
    }

    private async Task StartAsync(bool own, string? secret = null, IPAddress? listen = null, Func<WebOptions, WebOptions?>? web = null)
    {
        var push = new HttpPushOptions { Listen = own ? new IPEndPoint(listen ?? IPAddress.Loopback, 0) : null, Secret = secret };
        _service = new ServiceUnderTest(1, options => options with
        {
            Inverter = options.Inverter with { Sources = [.. options.Inverter.Sources, HttpPushModule.Instance.Configured(push)] },
            Web = web is null ? options.Web : web(options.Web!),
        });
        await _service.StartAsync();
        var port = own ? (await _service.PushAsync()).Port : (await _service.PageAsync()).Port;
        _push = new Uri($"http://127.0.0.1:{port}/fronius/push");
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _push) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request);
    }
}
