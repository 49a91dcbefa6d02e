using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Integration.Serial;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>A simulated wallbox at the far end of a serial line, whose near end has a name in a directory.</summary>
internal sealed class SerialWallbox : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SerialPair _pair;
    private readonly Task _serving;

    private SerialWallbox(SerialPair pair, Stream line, SimulatedEvc04 box)
    {
        _pair = pair;
        _serving = new SerialSlave(box, 255, TimeProvider.System).ServeAsync(line, _stop.Token);
    }

    internal static string Port(string directory) => Path.Combine(directory, "serial");

    internal static async Task<SerialWallbox> PlugAsync(SimulatedEvc04 box, string directory)
    {
        var pair = await SerialPair.PlugAsync();
        File.CreateSymbolicLink(Port(directory), pair.Near);
        return new SerialWallbox(pair, await pair.OpenFarAsync(), box);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _pair.DisposeAsync();
        _stop.Dispose();
    }
}
