using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Composition;
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
        ControlComposition = new ControlComposition(options, new Intent(ChargingMode.PvBoost, null), new ControlParts((_, _) => this, World.Time, NullLoggerFactory.Instance) { Random = new Random(1) });
    }

    internal SimulatedWorld World { get; } = new();

    internal ReplayedEvc04 Box { get; }

    internal ControlComposition ControlComposition { get; }

    /// <summary>What the wallbox acknowledged, and when.</summary>
    internal List<(long At, RegisterWrite Write)> Writes { get; } = [];

    internal CycleReport? Report => ControlComposition.Reports.Latest;

    public string Address => "replayed";

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        var (near, far) = InMemoryStream.Create();
        if (Box.AcceptsMaster)
            World.Post(_ => Serve(far), null);
        else
            far.Dispose();
        return ValueTask.FromResult<IModbusTransport>(new ModbusTcpTransport(near));
    }

    internal void Start() => World.Start(() => ControlComposition.Loops[0].RunAsync(_stop.Token));

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
