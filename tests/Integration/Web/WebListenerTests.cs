using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Live;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Web;

public sealed class WebListenerTests : IAsyncDisposable
{
    private const string Token = "0123456789abcdefghij";
    private static readonly PasswordHash s_password = PasswordHash.Of("open sesame");

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private ServiceUnderTest? _service;
    private Uri _page = new("http://127.0.0.1/");

    [Theory]
    [InlineData("mode", "fixed", 200)]
    [InlineData("mode", "{\"mode\":\"off\"}", 200)]
    [InlineData("mode", "full speed", 400)]
    [InlineData("mode", "{\"mode\":", 400)]
    [InlineData("limit", "4.2 kW", 200)]
    [InlineData("limit", "{\"limit\":null}", 200)]
    [InlineData("limit", "1000000", 400)]
    public async Task Command_OnLoopback_IsExecutedAndAnswered(string command, string body, int status)
    {
        await StartAsync(web => web);
        using var answer = await PostAsync(command, body);
        Assert.Equal(status, (int)answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(status == 200, json.RootElement.GetProperty("accepted").GetBoolean());
        Assert.NotEmpty(json.RootElement.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task Commands_OfAnyKind_NeverRaiseTheCap()
    {
        await StartAsync(web => web);
        foreach (var body in new[] { "99999", "{\"limit\":99999}", "1e9", "-1", "NaN", "Infinity", "32 A", "none", "{\"cap\":22000}", "{\"limit\":1e400}" })
        {
            using var answer = await PostAsync("limit", body);
            Assert.True(_service!.Report!.Balancer is { Allowance.Value: <= 11_040, Cap.Value: 11_040 });
        }

        Assert.All(_service!.Setpoints, setpoint => Assert.InRange(setpoint, 0, 16));
    }

    [Theory]
    [InlineData("Host", "evil.example.com", 403, "web.hosts")]
    [InlineData("Origin", "http://evil.example.com", 403, "another site's page")]
    [InlineData("Sec-Fetch-Site", "cross-site", 403, "another site's page")]
    [InlineData("Sec-Fetch-Site", "same-origin", 200, "accepted")]
    public async Task Post_FromElsewhere_IsRefused(string header, string value, int status, string said)
    {
        await StartAsync(web => web);
        using var answer = await PostAsync("mode", "off", (header, value));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(status == 200 ? ChargingMode.Off : ChargingMode.PvBoost, _service!.Intents.Current.Mode);
    }

    [Fact]
    public async Task Listener_ForOthersWithoutPassword_ReadsAndChangesNothing()
    {
        await StartAsync(web => web with { Listen = new IPEndPoint(IPAddress.Any, 0) });
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri(_page, "api/state"))).StatusCode);
        using var refused = await PostAsync("mode", "off");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("web.passwordHash", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("{\"read\":true,\"change\":false,\"login\":\"none\"}", await _http.GetStringAsync(new Uri(_page, "api/access")));
        Assert.Contains(_service!.Logged.Lines, entry => entry.Line.Contains("web.passwordHash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_WithThePassword_MayChange()
    {
        await StartAsync(web => web with { Listen = new IPEndPoint(IPAddress.Any, 0), PasswordHash = s_password, ProtectReading = true });
        Assert.Equal(HttpStatusCode.Unauthorized, (await _http.GetAsync(new Uri(_page, "api/state"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(_page)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri(_page, "health/ready"))).StatusCode);
        using (var wrong = await PostAsync("login", "{\"password\":\"open barley\"}"))
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using (var bad = await PostAsync("login", "open sesame"))
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);

        using var login = await PostAsync("login", "{\"password\":\"open sesame\"}");
        Assert.Equal(HttpStatusCode.NoContent, login.StatusCode);
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var session = ("Cookie", cookie.Split(';')[0]);
        using (var changed = await PostAsync("mode", "off", session))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        (await PostAsync("logout", "", session)).Dispose();
        using var after = await PostAsync("mode", "fixed", session);
        Assert.Equal((HttpStatusCode.Unauthorized, ChargingMode.Off), (after.StatusCode, _service!.Intents.Current.Mode));
    }

    [Fact]
    public async Task Login_TriedTooOften_HasToWait()
    {
        await StartAsync(web => web with { PasswordHash = s_password with { Iterations = 1 } });
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var answer = await PostAsync("login", "{\"password\":\"guess\"}");
            statuses.Add(answer.StatusCode);
            if (attempt == 5)
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), HttpStatusCode.TooManyRequests], statuses);
    }

    [Theory]
    [InlineData(Token, 200)]
    [InlineData("0123456789abcdefghik", 401)]
    [InlineData("", 401)]
    public async Task Token_OfAScript_IsLookedAt(string token, int status)
    {
        await StartAsync(web => web with { Token = Token });
        using var answer = await PostAsync("mode", "off", ("Authorization", $"Bearer {token}"));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Events_OnConnecting_TellStateAndDetailsAndGoOn()
    {
        await StartAsync(web => web);
        using var reader = new StreamReader(await _http.GetStreamAsync(new Uri(_page, "api/events")));
        var (states, details) = (0, 0);
        while (states < 3 || details < 3)
        {
            var line = await reader.ReadLineAsync() ?? throw new EndOfStreamException();
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            using var json = JsonDocument.Parse(line[6..]);
            if (json.RootElement.TryGetProperty("links", out _))
                details++;
            else if (json.RootElement.GetProperty("chargers").GetProperty("charger").GetProperty("setpoint").GetInt32() == 16)
                states++;
        }
    }

    [Fact]
    public async Task Paths_OfMetricsAndHistory_AnswerAndNeedTheLoginWhereReadingIsProtected()
    {
        await StartAsync(web => web with { Token = Token, ProtectReading = true });
        foreach (var (path, type, part) in new[]
        {
            ("metrics", "text/plain; version=0.0.4; charset=utf-8", "wallbox_cycle_seconds_count{charger=\"charger\"}"),
            ("api/history", "application/json", "\"step\":10"),
            ("api/sessions", "application/json", "\"sessions\":["),
            ("api/days", "application/json", "\"days\":["),
            ("sessions.csv", "text/csv; charset=utf-8", "charger,start,end"),
        })
        {
            using (var refused = await _http.GetAsync(new Uri(_page, path)))
                Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            await Eventually.TrueAsync(async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_page, path)) { Headers = { Authorization = new("Bearer", Token) } };
                using var answer = await _http.SendAsync(request);
                return answer.IsSuccessStatusCode && answer.Content.Headers.ContentType!.ToString() == type
                    && (await answer.Content.ReadAsStringAsync()).Contains(part, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public async Task Events_ForTooMany_AreRefusedUntilOneLeaves()
    {
        await StartAsync(web => web);
        var streams = new List<Stream>();
        try
        {
            for (var reader = 0; reader < EventEndpoint.MostStreams; reader++)
                streams.Add(await _http.GetStreamAsync(new Uri(_page, "api/events")));
            using (var refused = await _http.GetAsync(new Uri(_page, "api/events")))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            await streams[0].DisposeAsync();
            await Eventually.TrueAsync(async () =>
            {
                using var answer = await _http.GetAsync(new Uri(_page, "api/events"), HttpCompletionOption.ResponseHeadersRead);
                return answer.StatusCode == HttpStatusCode.OK;
            });
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    [Fact]
    public async Task Shutdown_WithReadersWhoDoNotRead_EndsInTime()
    {
        await StartAsync(web => web);
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, _page.Port);
        await idle.GetStream().WriteAsync("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        using var reader = await _http.GetStreamAsync(new Uri(_page, "api/events"));
        await reader.ReadExactlyAsync(new byte[10]);
        await _service!.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("POST /api/mode HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n{5000}", "413")]
    [InlineData("POST /api/mode HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n{4096}\r\n0\r\n\r\n", "413")]
    [InlineData("GET /api/mode HTTP/1.1\r\nHost: localhost\r\n\r\n", "405")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: {40000}\r\n\r\n", "431")]
    [InlineData("rubbish\r\n\r\n", "400")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "404")]
    public async Task Request_ThatCannotBe_IsRefused(string request, string status)
    {
        await StartAsync(web => web);
        foreach (var size in new[] { 5000, 4096, 40000 })
            request = request.Replace($"{{{size}}}", new string('x', size), StringComparison.Ordinal);
        using var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, _page.Port);
        await raw.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(raw.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(_page)).StatusCode);
    }

    [Fact]
    public async Task Answers_OfEveryKind_HaveTheHeaders()
    {
        await StartAsync(web => web with { FrameAncestors = ["http://homeassistant.local:8123"] });
        foreach (var path in new[] { "", "page.js", "api/state", "nothing" })
        {
            using var answer = await _http.GetAsync(new Uri(_page, path));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.EndsWith("frame-ancestors http://homeassistant.local:8123", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
    }

    private async Task StartAsync(Func<WebOptions, WebOptions> change)
    {
        _service = new ServiceUnderTest(1, options => options with { Web = change(options.Web!) });
        await _service.StartAsync();
        _page = new UriBuilder(await _service.PageAsync()) { Host = "127.0.0.1" }.Uri;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_page, $"api/{path}")) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request);
    }
}
