using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The way to one simulated wallbox, without a network. Everything that may go wrong on it can be switched on.</summary>
internal sealed class SimulatedLine(SimulatedEvc04 box, SimulatedWorld world)
{
    private readonly List<Stream> _open = [];

    internal SimulatedEvc04 Box => box;

    /// <summary>New connections are refused.</summary>
    internal bool Refuses { get; set; }

    /// <summary>New connections are never answered.</summary>
    internal bool Hangs { get; set; }

    /// <summary>New connections are let in and closed at once, as a wallbox does that has another master.</summary>
    internal bool ClosesAtOnce { get; set; }

    /// <summary>Connections come about, and requests disappear on them.</summary>
    internal bool LosesRequests { get; set; }

    /// <summary>How long a request takes to arrive; null for no time.</summary>
    internal Func<TimeSpan>? RequestDelay { get; set; }

    /// <summary>How long a request usually takes to arrive; null for no time.</summary>
    internal Func<TimeSpan>? UsualDelay { get; set; }

    /// <summary>How long a reply takes to come back; null for no time.</summary>
    internal Func<TimeSpan>? ReplyDelay { get; set; }

    /// <summary>What is done to replies; the first that does not just send decides.</summary>
    internal List<LineFault> Faults { get; } = [];

    /// <summary>True while requests are answered at once and nothing happens to them.</summary>
    internal bool IsClear => Faults.Count == 0 && !LosesRequests && RequestDelay is null && ReplyDelay is null;

    /// <summary>Connections opened so far.</summary>
    internal int Dialled { get; private set; }

    /// <summary>Connections that the service has open now.</summary>
    internal int Open => _open.Count;

    /// <summary>Hears the service's requests.</summary>
    internal IWire? Wire { get; set; }

    /// <summary>The dialer of a service's life.</summary>
    internal IModbusDialer Dialer() => new Opener(this);

    /// <summary>The service's process is dead: the kernel closes what it had open.</summary>
    internal void Abandon()
    {
        foreach (var stream in _open.ToArray())
            stream.Dispose();
        if (_open.Count > 0)
            Wire?.Closed();
        _open.Clear();
    }

    /// <summary>The connection breaks off, if there is one.</summary>
    internal void Break()
    {
        foreach (var stream in _open.ToArray())
            stream.Dispose();
    }

    internal LineDeed Meet(ReadOnlySpan<byte> request, ref Memory<byte> reply)
    {
        foreach (var fault in Faults)
        {
            if (fault(request, ref reply) is not LineDeed.Send and var deed)
                return deed;
        }

        return LineDeed.Send;
    }

    private async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, cancellation);
        if (Refuses || (!ClosesAtOnce && !box.AcceptsMaster))
            throw new ModbusLinkException("connection refused");
        Dialled++;
        var (end, far) = InMemoryStream.Create();
        var near = new DirectStream(end, this);
        _open.Add(near);
        if (ClosesAtOnce)
            await far.DisposeAsync();
        else
            world.Post(_ => Serve(far), null);
        IModbusTransport transport = new Connection(this, near);
        if (Wire is null)
            return transport;
        Wire.Opened();
        return new ObservedTransport(transport, Wire);
    }

    private void Serve(Stream far) =>
        _ = new MasterLink(box, 255, world.Time).ServeAsync(new FaultyStream(far, this, world.Time), CancellationToken.None);

    private sealed class Opener(SimulatedLine line) : IModbusDialer
    {
        public string Address => "simulated";

        public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation) => line.DialAsync(cancellation);
    }

    private sealed class Connection(SimulatedLine line, Stream near) : IModbusTransport
    {
        private readonly ModbusTcpTransport _inner = new(near);

        public bool OutlivesSilence => _inner.OutlivesSilence;

        public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation) =>
            _inner.ExchangeAsync(unit, request, reply, cancellation);

        public ValueTask DisposeAsync()
        {
            line._open.Remove(near);
            return _inner.DisposeAsync();
        }
    }
}
