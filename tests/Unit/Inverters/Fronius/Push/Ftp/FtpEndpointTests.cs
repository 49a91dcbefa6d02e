using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Ftp;

public sealed class FtpEndpointTests : IAsyncLifetime
{
    private const string Path = "/home/fronius/push/powerFlow.json";
    private readonly RecordingSink _sink = new();
    private readonly CancellationTokenSource _stop = new();
    private FtpEndpointOptions _options = new()
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        User = "fronius",
        Password = "secret",
        Path = Path,
        WrongPasswordDelay = TimeSpan.FromMilliseconds(1),
    };

    private FtpEndpoint _endpoint = null!;
    private Task _running = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _endpoint.Dispose();
    }

    [Fact]
    public async Task Stor_WholeDocument_IsTakenWhileTheDataConnectionIsOpen()
    {
        using var client = await ClientAsync();
        using var data = await client.PassiveAsync();
        await client.AskAsync($"STOR {Path}", "150");
        await data.GetStream().WriteAsync(Flows.Push());

        // Order of events: taken first; only then does the inverter end its upload.
        Assert.Equal(Encoding.UTF8.GetString(Flows.Push()), await _sink.NextAsync());
        data.Close();
        await client.ExpectAsync("226 taken");
        Assert.True(_sink.IsEmpty);
    }

    [Fact]
    public async Task Stor_InPieces_IsTakenOnce()
    {
        using var client = await ClientAsync();
        using var data = await client.PassiveAsync();
        data.NoDelay = true;
        await client.AskAsync($"STOR {Path}", "150");
        foreach (var piece in Flows.Push().Chunk(40))
            await data.GetStream().WriteAsync(piece);
        await _sink.NextAsync();
        data.Close();
        await client.ExpectAsync("226");
        Assert.True(_sink.IsEmpty);
    }

    [Fact]
    public async Task Stor_Truncated_ChangesNothing()
    {
        using var client = await ClientAsync();
        await client.UploadAsync($"STOR {Path}", Flows.Push()[..200], "226 not a whole JSON document");
        Assert.True(_sink.IsEmpty);
    }

    [Fact]
    public async Task Stor_RefusedBySink_IsTold()
    {
        _sink.Refusal = "odd";
        using var client = await ClientAsync();
        await client.UploadAsync($"STOR {Path}", Flows.Push(), "226 refused: odd");
    }

    [Theory]
    [InlineData(null, Path, true)]
    [InlineData(null, "/HOME/Fronius/push/POWERFLOW.JSON", true)]
    [InlineData(null, "home/fronius/push/powerFlow.json", true)]
    [InlineData("/home/fronius", "push/powerFlow.json", true)]
    [InlineData("/home/fronius/push/x", "../powerFlow.json", true)]
    [InlineData(null, "push/powerFlow.json", true)]
    [InlineData(null, "powerFlow.json", true)]
    [InlineData(null, "//home//fronius/./push/powerFlow.json", true)]
    [InlineData(null, "other.json", false)]
    [InlineData(null, "Flow.json", false)]
    [InlineData("/elsewhere", "powerFlow.json", false)]
    [InlineData(null, "/home/fronius/push/powerFlow.json.tmp", false)]
    public async Task Stor_PathInAnyForm_IsJudgedByWholeSegments(string? directory, string path, bool counts)
    {
        using var client = await ClientAsync();
        if (directory is not null)
            await client.AskAsync($"CWD {directory}", "250");
        await client.UploadAsync($"STOR {path}", Flows.Push());
        Assert.Equal(counts, !_sink.IsEmpty);
    }

    [Fact]
    public async Task Rename_TemporaryNameIntoPlace_IsTakenThen()
    {
        using var client = await ClientAsync();
        await client.UploadAsync("STOR upload.tmp", Flows.Push());
        Assert.True(_sink.IsEmpty);
        await client.AskAsync("RNFR upload.tmp", "350");
        await client.AskAsync($"RNTO {Path}", "250");
        Assert.Equal(Encoding.UTF8.GetString(Flows.Push()), await _sink.NextAsync());
        await client.AskAsync("SIZE upload.tmp", "550");
    }

    [Fact]
    public async Task Appe_WholeDocument_IsOneOfItsOwn()
    {
        using var client = await ClientAsync();
        await client.UploadAsync($"APPE {Path}", Flows.Push());
        await client.UploadAsync($"APPE {Path}", Flows.Push("5600"));
        await _sink.NextAsync();
        Assert.Contains("5600", await _sink.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appe_RestOfABrokenUpload_CompletesIt()
    {
        using var client = await ClientAsync();
        await client.UploadAsync($"STOR {Path}", Flows.Push()[..200]);
        await client.UploadAsync($"APPE {Path}", Flows.Push()[200..]);
        Assert.Equal(Encoding.UTF8.GetString(Flows.Push()), await _sink.NextAsync());
    }

    [Fact]
    public async Task Rest_BrokenUpload_GoesOn()
    {
        using var client = await ClientAsync();
        await client.UploadAsync($"STOR {Path}", Flows.Push()[..200]);
        Assert.Equal("213 200", await client.AskAsync($"SIZE {Path}", "213"));
        await client.AskAsync("REST 200", "350");
        await client.UploadAsync($"STOR {Path}", Flows.Push()[200..]);
        Assert.Equal(Encoding.UTF8.GetString(Flows.Push()), await _sink.NextAsync());
        await client.AskAsync("EPSV", "229");
        await client.AskAsync("REST 99999", "350");
        await client.AskAsync($"STOR {Path}", "554");
    }

    [Fact]
    public async Task Abor_DuringAnUpload_Gives426And226AndChangesNothing()
    {
        using var client = await ClientAsync();
        using var data = await client.PassiveAsync();
        await client.AskAsync($"STOR {Path}", "150");
        await data.GetStream().WriteAsync(Flows.Push().AsMemory(0, 100));
        await client.SendAsync([0xFF, 0xF4, 0xFF, 0xF2, .. "ABOR\r\n"u8]);
        await client.ExpectAsync("426");
        await client.ExpectAsync("226");
        Assert.True(_sink.IsEmpty);
        await client.UploadAsync($"STOR {Path}", Flows.Push());
    }

    [Fact]
    public async Task Noop_DuringAnUpload_IsAnswered()
    {
        using var client = await ClientAsync();
        using var data = await client.PassiveAsync();
        await client.AskAsync($"STOR {Path}", "150");
        await client.AskAsync("NOOP", "200");
        await data.GetStream().WriteAsync(Flows.Push());
        data.Close();
        await client.ExpectAsync("226 taken");
    }

    [Fact]
    public async Task Commands_Pipelined_AreAnsweredInOrder()
    {
        using var client = await ClientAsync();
        await client.SendAsync([.. "TYPE I\r\nPWD\nSYST\r\nQUIT\r\n"u8]);
        foreach (var code in new[] { "200", "257", "215", "221" })
            await client.ExpectAsync(code);
        Assert.Null(await client.ReplyAsync());
    }

    [Theory]
    [InlineData("FEAT", "211")]
    [InlineData("OPTS UTF8 ON", "200")]
    [InlineData("TYPE A", "200")]
    [InlineData("type i", "200")]
    [InlineData("TYPE E", "504")]
    [InlineData("MODE S", "200")]
    [InlineData("MODE Z", "504")]
    [InlineData("STRU F", "200")]
    [InlineData("CDUP", "250")]
    [InlineData("MKD /a/b", "257")]
    [InlineData("ALLO 100", "202")]
    [InlineData("ABOR", "226")]
    [InlineData("HELP", "214")]
    [InlineData("STOR x", "425")]
    [InlineData("RNTO x", "503")]
    [InlineData("RNFR x", "550")]
    [InlineData("DELE x", "550")]
    [InlineData("MDTM x", "550")]
    [InlineData("RETR x", "550")]
    [InlineData("LIST", "550")]
    [InlineData("SITE CHMOD 7 x", "550")]
    [InlineData("AUTH TLS", "534")]
    [InlineData("XYZZY", "502")]
    [InlineData("", "500")]
    [InlineData("CWD", "501")]
    public async Task Command_Any_HasItsReply(string command, string code)
    {
        using var client = await ClientAsync();
        await client.AskAsync(command, code);
        await client.AskAsync("NOOP", "200");
    }

    [Theory]
    [InlineData("PORT 127,0,0,1,3,255", "500")]
    [InlineData("PORT 192,0,2,1,200,0", "500")]
    [InlineData("PORT 127,0,0,1", "501")]
    [InlineData("PORT 127,0,0,256,200,0", "501")]
    [InlineData("EPRT |1|192.0.2.1|50000|", "522")]
    [InlineData("EPRT |1|127.0.0.1|1023|", "522")]
    [InlineData("EPRT |1|127.0.0.1|", "501")]
    [InlineData("EPRT", "501")]
    [InlineData("EPSV 2", "522")]
    public async Task DataAddress_NotTheClientsOwn_IsRefused(string command, string code)
    {
        using var client = await ClientAsync();
        await client.AskAsync(command, code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Active_OwnAddress_IsConnectedTo(bool extended)
    {
        using var client = await ClientAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await client.AskAsync(extended ? $"EPRT |1|127.0.0.1|{port}|" : $"PORT 127,0,0,1,{port >> 8},{port & 255}", "200");
        await client.AskAsync($"STOR {Path}", "150");
        using (var data = await listener.AcceptTcpClientAsync())
            await data.GetStream().WriteAsync(Flows.Push());
        await client.ExpectAsync("226 taken");
    }

    [Fact]
    public async Task Passive_Stranger_IsSentAwayAndTheWaitGoesOn()
    {
        using var client = await ClientAsync();
        var reply = await client.AskAsync("PASV", "227");
        var numbers = reply[(reply.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(',');
        var port = (int.Parse(numbers[4]) << 8) | int.Parse(numbers[5]);
        using var stranger = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await stranger.ConnectAsync(IPAddress.Loopback, port);
        await client.AskAsync($"STOR {Path}", "150");
        Assert.Equal(0, await stranger.GetStream().ReadAsync(new byte[1]));
        using var data = new TcpClient();
        await data.ConnectAsync(IPAddress.Loopback, port);
        await data.GetStream().WriteAsync(Flows.Push());
        data.Close();
        await client.ExpectAsync("226 taken");
    }

    [Fact]
    public async Task Line_TooLong_IsRefusedAndTheSessionGoesOn()
    {
        using var client = await ClientAsync();
        await client.AskAsync("STOR " + new string('x', 5000), "500");
        await client.AskAsync("NOOP", "200");
        await client.AskAsync("CWD " + new string('x', 400), "553");
    }

    [Fact]
    public async Task Body_TooLarge_IsDiscarded()
    {
        using var client = await ClientAsync();
        using var data = await client.PassiveAsync();
        await client.AskAsync($"STOR {Path}", "150");
        await data.GetStream().WriteAsync(new byte[UploadStore.MaximumLength + 1]);
        await client.ExpectAsync("552");
        await client.AskAsync($"SIZE {Path}", "550");
        Assert.True(_sink.IsEmpty);
    }

    [Fact]
    public async Task Password_WrongThreeTimes_EndsTheSession()
    {
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
        await client.ExpectAsync("220");
        await client.AskAsync("STOR x", "530");
        await client.AskAsync("PASS secret", "503");
        foreach (var code in new[] { "530", "530", "421" })
        {
            await client.AskAsync("USER fronius", "331");
            await client.AskAsync("PASS wrong", code);
        }

        Assert.Null(await client.ReplyAsync());
    }

    [Theory]
    [InlineData("Fronius", "secret")]
    [InlineData("fronius", "Secret")]
    [InlineData("fronius", "")]
    [InlineData("", "secret")]
    public async Task Login_AnythingElse_IsRefused(string user, string password)
    {
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
        await client.ExpectAsync("220");
        await client.AskAsync($"USER {user}", "331");
        await client.AskAsync($"PASS {password}", "530");
    }

    [Fact]
    public async Task Sessions_NinthAtATime_IsSentAway()
    {
        var eight = new List<TestFtpClient>();
        for (var i = 0; i < 8; i++)
            eight.Add(await ClientAsync());
        using (var ninth = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false))
            await ninth.ExpectAsync("421");
        await eight[0].AskAsync("QUIT", "221");
        Assert.Null(await eight[0].ReplyAsync());
        TestFtpClient? next = null;
        for (var tries = 0; next is null && tries < 1000; tries++)
        {
            var attempt = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
            if ((await attempt.ReplyAsync())!.StartsWith("220", StringComparison.Ordinal))
                next = attempt;
            else
                attempt.Dispose();
        }

        Assert.NotNull(next);
        next.Dispose();
        eight.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Session_Silent_IsEnded()
    {
        await RestartAsync(_options with { IdleTimeout = TimeSpan.FromMilliseconds(50) });
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
        await client.ExpectAsync("220");
        await client.ExpectAsync("421");
        Assert.Null(await client.ReplyAsync());
    }

    [Fact]
    public async Task Session_TalksWithoutLoggingIn_IsEnded()
    {
        await RestartAsync(_options with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
        await client.ExpectAsync("220");
        for (var answers = 0; answers < 100_000; answers++)
        {
            try
            {
                await client.SendAsync([.. "NOOP\r\n"u8]);
                if (await client.ReplyAsync() is not { } reply || reply.StartsWith("421", StringComparison.Ordinal))
                    return;
            }
            catch (IOException)
            {
                // Closed while our next line was on its way.
                return;
            }
        }

        Assert.Fail("it may talk for ever");
    }

    [Fact]
    public async Task Password_WithSpacesAtItsEnds_IsTakenAsItIs()
    {
        await RestartAsync(_options with { Password = " sec ret " });
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
        await client.ExpectAsync("220");
        await client.AskAsync("USER fronius", "331");
        await client.AskAsync("PASS  sec ret ", "230");
        await client.AskAsync("MKD a\u001b[31m", "553");
    }

    [Fact]
    public async Task Data_NeverOpened_EndsTheWait()
    {
        await RestartAsync(_options with { DataTimeout = TimeSpan.FromMilliseconds(50) });
        using var client = await ClientAsync();
        await client.AskAsync("EPSV", "229");
        await client.AskAsync($"STOR {Path}", "150");
        await client.ExpectAsync("425");
        await client.AskAsync("NOOP", "200");
    }

    [Fact]
    public async Task Passive_NoPortFree_IsSaid()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await RestartAsync(_options with { FirstPassivePort = port, LastPassivePort = port });
        using var client = await ClientAsync();
        await client.AskAsync("EPSV", "425");
    }

    [Fact]
    public async Task Client_BinaryGarbageOrGone_HarmsNobodyElse()
    {
        for (var i = 0; i < 20; i++)
        {
            using var rude = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
            await rude.SendAsync([0, 1, 2, 255, 255, 10, 13, 10, (byte)i, 200]);
        }

        TestFtpClient? client = null;
        for (var tries = 0; client is null && tries < 1000; tries++)
        {
            var attempt = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!, logIn: false);
            if ((await attempt.ReplyAsync())!.StartsWith("220", StringComparison.Ordinal))
                client = attempt;
            else
                attempt.Dispose();
        }

        await client!.AskAsync("USER fronius", "331");
        await client.AskAsync("PASS secret", "230");
        await client.UploadAsync($"STOR {Path}", Flows.Push());
        client.Dispose();
    }

    [Fact]
    public void Store_NinthFile_TakesTheOldestsPlace()
    {
        var store = new UploadStore(TimeProvider.System);
        for (var i = 0; i <= UploadStore.MaximumFiles; i++)
            store.Put($"/{i}", [(byte)i]);
        Assert.Null(store.Get("/0"));
        Assert.NotNull(store.Get("/1"));
        Assert.Equal([8], store.Get("/8"));
    }

    private Task<TestFtpClient> ClientAsync() => TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!);

    private void Start()
    {
        _endpoint = new FtpEndpoint(_options, _sink, TimeProvider.System, NullLogger<FtpEndpoint>.Instance);
        _endpoint.Bind();
        _running = Task.WhenAll(_running, _endpoint.RunAsync(_stop.Token));
    }

    private Task RestartAsync(FtpEndpointOptions options)
    {
        _options = options;
        Start();
        return Task.CompletedTask;
    }
}
