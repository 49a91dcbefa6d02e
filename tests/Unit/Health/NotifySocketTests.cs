using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting.Systemd;
using WallboxMqtt.Bridge.Health;

namespace WallboxMqtt.Tests.Unit.Health;

public sealed class NotifySocketTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-notify").FullName;
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private string FilePath => Path.Combine(_directory, "notify");

    public void Dispose()
    {
        _manager.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void State_ToAFile_Arrives()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(FilePath));
        new NotifySocket(FilePath).Notify(ServiceState.Ready);
        Assert.Equal("READY=1", Receive());
    }

    [Fact]
    public void State_ToAnAbstractName_Arrives()
    {
        var name = $"wallbox-{Guid.NewGuid():N}";
        _manager.Bind(new UnixDomainSocketEndPoint("\0" + name));
        new NotifySocket("@" + name).Notify(ServiceState.Stopping);
        Assert.Equal("STOPPING=1", Receive());
    }

    [Fact]
    public void State_ManagerReadsNothing_IsDropped()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(FilePath));
        var notifier = new NotifySocket(FilePath);
        for (var i = 0; i < 2000; i++)
            notifier.Notify(new ServiceState("WATCHDOG=1"));
        Assert.Equal("WATCHDOG=1", Receive());
    }

    [Fact]
    public void State_ManagerGone_IsDropped()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(FilePath));
        _manager.Close();
        new NotifySocket(FilePath).Notify(ServiceState.Ready);
        File.Delete(FilePath);
        new NotifySocket(FilePath).Notify(ServiceState.Ready);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("/")]
    [InlineData("vsock:2:1234")]
    public void Address_NoneOfOurs_IsNotEnabled(string? address)
    {
        var notifier = new NotifySocket(address);
        notifier.Notify(ServiceState.Ready);
        Assert.False(notifier.IsEnabled);
        Assert.False(new NotifySocket("/" + new string('x', 200)).IsEnabled);
    }

    private string Receive()
    {
        var buffer = new byte[100];
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }
}
