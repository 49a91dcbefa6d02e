using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Service;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Evc04.Replay;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.Traces;
using WallboxMqtt.Tests.Safety.House;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Traces;

/// <summary>The product's control path with a replayed wallbox, under simulated time.</summary>
internal sealed class ReplayedHouse : IModbusDialer, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal ReplayedHouse(Trace trace)
    {
        Box = new ReplayedEvc04(trace, World.Time);
        Box.Written += write => Writes.Add((World.Time.Now, write));
        var options = new HouseOptions().Service;
        Balancing = new Balancing(options, new Intent(ChargingMode.PvBoost, null), _ => this, World.Time, NullLoggerFactory.Instance, new Random(1));
    }

    internal SimulatedWorld World { get; } = new();

    internal ReplayedEvc04 Box { get; }

    internal Balancing Balancing { get; }

    /// <summary>What the wallbox acknowledged, and when.</summary>
    internal List<(long At, RegisterWrite Write)> Writes { get; } = [];

    internal CycleReport? Report => Balancing.Reports.Latest;

    public string Address => "replayed";

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        var (near, far) = InMemoryStream.Create();
        if (Box.AcceptsMaster)
            World.Post(_ => Serve(far), null);
        else
            far.Dispose();
        return ValueTask.FromResult<IModbusTransport>(Requests is null ? new ModbusTcpTransport(near) : new Printing(new ModbusTcpTransport(near), Requests));
    }

    internal Action<string>? Requests;
    private sealed class Printing(IModbusTransport inner, Action<string> print) : IModbusTransport
    {
        /// <inheritdoc />
        public bool OutlivesSilence => inner.OutlivesSilence;

        public async ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
        {
            var r = request.Span; print($"{r[0]} {r[1] * 256 + r[2]} {r[3] * 256 + r[4]}");
            try { var n = await inner.ExchangeAsync(unit, request, reply, cancellation); print("   -> " + Convert.ToHexString(reply.Span[..n])[..Math.Min(2*n, 24)]); return n; }
            catch (Exception e) { print("   !! " + e.Message); throw; }
        }
        public ValueTask DisposeAsync() { print("closed"); return inner.DisposeAsync(); }
    }
    internal void Start() => World.Start(() => Balancing.Loops[0].RunAsync(_stop.Token));

    internal void Advance(double seconds) => World.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose()
    {
        World.Do(_stop.Cancel);
        World.Advance(TimeSpan.FromSeconds(10));
        Box.Dispose();
        _stop.Dispose();
    }

    private void Serve(Stream far) => _ = new MasterLink(Box, 255, World.Time).ServeAsync(far, _stop.Token);
}
