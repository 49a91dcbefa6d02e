using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>Connects the real driver to the simulated wallbox without a network.</summary>
internal sealed class SimulatedDialer(SimulatedEvc04 box, TimeProvider time) : IModbusDialer
{
    internal bool Refuses { get; set; }

    internal TimeSpan Latency { get; set; }

    /// <summary>Connections opened so far.</summary>
    internal int Dialled { get; private set; }

    public string Address => "simulated";

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        if (Refuses || !box.AcceptsMaster)
            throw new ModbusLinkException("connection refused");
        Dialled++;
        var (near, far) = InMemoryStream.Create();
        _ = new MasterLink(box, 255, time) { Latency = Latency }.ServeAsync(far, CancellationToken.None);
        return ValueTask.FromResult<IModbusTransport>(new ModbusTcpTransport(near));
    }
}
