using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The way to one simulated wallbox, without a network. Everything that may go wrong on it can be switched on.</summary>
/// <param name="box">The wallbox at its end.</param>
/// <param name="world">Where it is.</param>
/// <param name="serial">True for a serial line instead of a network.</param>
internal sealed class SimulatedLine(SimulatedEvc04 box, SimulatedWorld world, bool serial = false)
{
    private const byte Unit = 255;
    private readonly List<Stream> _open = [];
    private SerialDialer? _serial;
    private int _users;

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
    internal int Open => _users;

    /// <summary>True once a master has written a setpoint: before that the wallbox holds what it came with.</summary>
    internal bool WasSteered { get; private set; }

    /// <summary>Hears the service's requests.</summary>
    internal IWire? Wire { get; set; }

    /// <summary>The dialer of a service's life.</summary>
    internal IModbusDialer Dialer()
    {
        box.Written -= NoteSetpoint;
        box.Written += NoteSetpoint;
        // A new process has a port of its own.
        _serial = serial ? new SerialDialer(new SerialLine(new SerialSettings("/dev/simulated", 19_200), OpenPortAsync, world.Time), world.Time) : null;
        return new Opener(this);
    }

    /// <summary>The service's process is dead: the kernel closes what it had open.</summary>
    internal void Abandon()
    {
        foreach (var stream in _open.ToArray())
            stream.Dispose();
        if (Open > 0)
            Wire?.Closed();
        _open.Clear();
        _users = 0;
    }

    /// <summary>The connection breaks off, if there is one.</summary>
    internal void Break()
    {
        foreach (var stream in _open.ToArray())
            stream.Dispose();
    }

    /// <summary>The service closed its end.</summary>
    internal void Left(Stream end) => _open.Remove(end);

    internal LineDeed Answer(ReadOnlySpan<byte> request, ref Memory<byte> reply)
    {
        foreach (var fault in Faults)
        {
            if (fault(request, ref reply) is not LineDeed.Send and var deed)
                return deed;
        }

        return LineDeed.Send;
    }

    private void NoteSetpoint(RegisterWrite write) => WasSteered |= write.Address == 5004;

    private async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        var transport = _serial is { } port ? await port.DialAsync(cancellation) : new ModbusTcpTransport(await ConnectAsync(cancellation));
        Dialled++;
        _users++;
        IModbusTransport connection = new Connection(this, transport);
        if (Wire is null)
            return connection;
        Wire.Opened();
        return new ObservedTransport(connection, Wire);
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
    {
        await MeetAsync(cancellation);
        if (Refuses || (!ClosesAtOnce && !box.AcceptsMaster))
            throw new ModbusLinkException("connection refused");
        var (end, far) = InMemoryStream.Create();
        var near = new DirectStream(end, this);
        _open.Add(near);
        if (ClosesAtOnce)
            await far.DisposeAsync();
        else
            world.Post(_ => Serve(far), null);
        return near;
    }

    // The adapter is unplugged, or hangs; a line that another master talks on is not told apart from that here.
    private async ValueTask<Stream> OpenPortAsync(SerialSettings settings, CancellationToken cancellation)
    {
        await MeetAsync(cancellation);
        if (Refuses || ClosesAtOnce)
            throw new ModbusLinkException("no such port");
        var (near, far) = InMemoryStream.Create();
        _open.Add(near);
        world.Post(_ => ServeSerial(far), null);
        return near;
    }

    private async ValueTask MeetAsync(CancellationToken cancellation)
    {
        _open.RemoveAll(stream => stream is InMemoryStream { IsClosed: true });
        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, cancellation);
    }

    private void Serve(Stream far) =>
        _ = new MasterLink(box, Unit, world.Time).ServeAsync(new FaultyStream(far, this, world.Time), CancellationToken.None);

    private void ServeSerial(Stream far) =>
        _ = new SerialSlave(box, Unit, world.Time).ServeAsync(new FaultySerialStream(far, this, world.Time), CancellationToken.None);

    private sealed class Opener(SimulatedLine line) : IModbusDialer
    {
        public string Address => "simulated";

        public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation) => line.DialAsync(cancellation);
    }

    private sealed class Connection(SimulatedLine line, IModbusTransport inner) : IModbusTransport
    {
        public bool OutlivesSilence => inner.OutlivesSilence;

        public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation) =>
            inner.ExchangeAsync(unit, request, reply, cancellation);

        public ValueTask DisposeAsync()
        {
            line._users--;
            return inner.DisposeAsync();
        }
    }
}
