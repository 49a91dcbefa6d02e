using System.Globalization;
using System.Net;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>Our simulated wallbox with a master of others.</summary>
public sealed class MbpollTests : IAsyncDisposable
{
    private const byte Unit = 17;
    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedEvc04 _box = new(new SimulatedEvc04Options(), TimeProvider.System);

    [Fact]
    public async Task Mbpoll_OverTcp_ReadsAndWrites()
    {
        using var server = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), Unit, _box, TimeProvider.System);
        server.Bind();
        var serving = server.RunAsync(_stop.Token);
        await PollAsync("-m", "tcp", "-p", server.LocalEndPoint!.Port.ToString(CultureInfo.InvariantCulture), "127.0.0.1");
        await _stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Mbpoll_OverASerialLine_ReadsAndWrites()
    {
        await using var pair = await SerialPair.PlugAsync();
        var serving = new SerialSlave(_box, Unit, TimeProvider.System).ServeAsync(await pair.OpenFarAsync(), _stop.Token);
        await PollAsync("-m", "rtu", "-b", "9600", "-P", "none", pair.Near);
        await _stop.CancelAsync();
        Assert.Null(await serving);
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        _box.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task PollAsync(params string[] where)
    {
        string[] common = ["-a", Unit.ToString(CultureInfo.InvariantCulture), "-0", "-1", "-o", "5", .. where[..^1]];
        Assert.Contains("[5004]: \t32", await ExternalProgram.SucceedAsync("mbpoll", [.. common, "-t", "4", "-r", "5004", where[^1]]), StringComparison.Ordinal);
        await ExternalProgram.SucceedAsync("mbpoll", [.. common, "-t", "4", "-r", "5004", where[^1], "12"]);
        Assert.Equal(12, _box.Setpoint);
        Assert.Contains("[5004]: \t12", await ExternalProgram.SucceedAsync("mbpoll", [.. common, "-t", "4", "-r", "5004", where[^1]]), StringComparison.Ordinal);
        Assert.Contains("[400]: \t22080", await ExternalProgram.SucceedAsync("mbpoll", [.. common, "-t", "3:int", "-B", "-r", "400", where[^1]]), StringComparison.Ordinal);
        Assert.Contains("Illegal data address", (await ExternalProgram.RunAsync("mbpoll", [.. common, "-t", "3", "-r", "999", where[^1]])).Output, StringComparison.Ordinal);
    }
}
