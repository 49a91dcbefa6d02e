using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>Connects the real driver to the simulated wallbox without a network.</summary>
internal sealed class SimulatedDialer(SimulatedEvc04 box, TimeProvider time) : IModbusDialer
{
    internal bool Refuses { get; set; }

    /// <summary>Connections come about, and requests disappear on them.</summary>
    internal bool LosesRequests { get; set; }

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
        return ValueTask.FromResult<IModbusTransport>(new Line(this, new ModbusTcpTransport(near), time));
    }

    private sealed class Line(SimulatedDialer dialer, ModbusTcpTransport inner, TimeProvider time) : IModbusTransport
    {
        public async ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
        {
            if (dialer.LosesRequests)
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            return await inner.ExchangeAsync(unit, request, reply, cancellation);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
