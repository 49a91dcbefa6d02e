using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Net;

public sealed class NameLookupTests : IDisposable
{
    private readonly SemaphoreSlim _answer = new(0);
    private int _asked;

    public void Dispose()
    {
        _answer.Release(100);
        _answer.Dispose();
    }

    [Theory]
    [InlineData("192.0.2.8", "192.0.2.8")]
    [InlineData("::1", "::1")]
    [InlineData("fe80::1%1", "fe80::1%1")]
    public async Task Find_AnAddress_AsksNobody(string host, string address)
    {
        var lookup = new NameLookup(host, Hang, TimeProvider.System);
        Assert.True(lookup.IsAddress);
        Assert.Equal([address], (await lookup.FindAsync(default)).Select(found => found.ToString()));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Find_AName_IsLookedUpOnAThreadOfItsOwn()
    {
        bool? pooled = null;
        var lookup = new NameLookup(
            "box.local",
            _ =>
            {
                pooled = Thread.CurrentThread.IsThreadPoolThread;
                return [IPAddress.Loopback];
            },
            TimeProvider.System);
        Assert.Equal([IPAddress.Loopback], await lookup.FindAsync(default));
        Assert.Equal((false, false), (lookup.IsAddress, pooled));
    }

    [Fact]
    public async Task Find_ResolverHangs_EndsAtTheDeadlineAndIsNotMultiplied()
    {
        var time = new SimulatedTime();
        var lookup = new NameLookup("box.local", Hang, time);
        for (var i = 0; i < 3; i++)
        {
            var find = lookup.FindAsync(default).AsTask();
            Assert.True(time.FireNext(time.Now + NameLookup.Longest.Ticks));
            var late = await Assert.ThrowsAsync<SocketException>(() => find);
            Assert.Equal("the name server does not answer within 4 s", late.Message);
        }

        Assert.True(_asked <= 1);
        _answer.Release();
        Assert.Equal([IPAddress.Loopback], await lookup.FindAsync(default));
        Assert.Equal(1, _asked);
        _answer.Release();
        await lookup.FindAsync(default);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Find_Cancelled_LeavesTheLookupToTheNext()
    {
        var lookup = new NameLookup("box.local", Hang, TimeProvider.System);
        using var impatient = new CancellationTokenSource();
        var find = lookup.FindAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => find);
        _answer.Release();
        await lookup.FindAsync(default);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Find_UnknownName_SaysSoAndAsksAgain()
    {
        var lookup = new NameLookup("box.local", Unknown, TimeProvider.System);
        for (var i = 1; i <= 2; i++)
        {
            Assert.Equal(SocketError.HostNotFound, (await Assert.ThrowsAsync<SocketException>(() => lookup.FindAsync(default).AsTask())).SocketErrorCode);
            Assert.Equal(i, _asked);
        }

        IPAddress[] Unknown(string host)
        {
            _asked++;
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }

    [Fact]
    public async Task Connect_SeveralAddresses_TakesTheOneThatLetsUsIn()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var lookup = new NameLookup("box.local", _ => [IPAddress.IPv6Loopback, IPAddress.Loopback], TimeProvider.System);
        await using var stream = await lookup.ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port, TestContext.Current.CancellationToken);
        Assert.True(stream.Socket.NoDelay);
    }

    private IPAddress[] Hang(string host)
    {
        Interlocked.Increment(ref _asked);
        _answer.Wait();
        return [IPAddress.Loopback];
    }
}
