using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Integration.Faults;

namespace WallboxMqtt.Tests.Integration.Gateways;

/// <summary>A gateway on loopback with a simulated wallbox behind it, and one manner of its own.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const int Header = 7;
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(1.3);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.3);
    private readonly GatewayKind _kind;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _off = new();
    private readonly Task _serving;
    private readonly SemaphoreSlim _sending = new(1);
    private ushort _counter = 65_530;
    private int _answers;

    internal Gateway(GatewayKind kind)
    {
        _kind = kind;
        Box = new SimulatedEvc04(new SimulatedEvc04Options(), TimeProvider.System);
        _listener.Start();
        _serving = ServeAsync();
    }

    internal SimulatedEvc04 Box { get; }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal Uri Url => new($"{(_kind == GatewayKind.RtuOverTcp ? "rtu+tcp" : "tcp")}://127.0.0.1:{Port}");

    /// <summary>Connections so far.</summary>
    internal int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _serving;
        _listener.Dispose();
        _off.Dispose();
        _sending.Dispose();
        Box.Dispose();
    }

    private async Task ServeAsync()
    {
        var masters = new List<Task>();
        try
        {
            while (true)
            {
                var master = await _listener.AcceptSocketAsync(_off.Token);
                master.NoDelay = true;
                Connections++;
                masters.Add(MasterAsync(new NetworkStream(master, ownsSocket: true)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(masters);
        }
    }

    private async Task MasterAsync(NetworkStream stream)
    {
        if (_kind == GatewayKind.RtuOverTcp)
        {
            await new SerialSlave(Box, 255, TimeProvider.System).ServeAsync(stream, _off.Token);
            return;
        }

        IModbusDevice device = Box;
        var hangUp = stream.Dispose;
        device.MasterCame(hangUp);
        var late = new List<Task>();
        try
        {
            while (true)
                late.Add(AnswerAsync(stream, await Framing.ModbusAsync(stream, _off.Token)));
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException or OperationCanceledException)
        {
            device.MasterWent(hangUp);
            await Task.WhenAll(late);
            await stream.DisposeAsync();
        }
    }

    private async Task AnswerAsync(NetworkStream stream, byte[] request)
    {
        var reply = new byte[Header + 253];
        var length = Box.Answer(request.AsSpan(Header), reply.AsSpan(Header));
        request.AsSpan(0, Header).CopyTo(reply);
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(4), (ushort)(length + 1));
        var frame = Changed(reply[..(Header + length)]);
        var number = ++_answers;
        try
        {
            if (_kind == GatewayKind.OneInTwentyLate && number % 20 == 0)
                await Task.Delay(s_late, TimeProvider.System, _off.Token);
            await _sending.WaitAsync(_off.Token);
            try
            {
                await SendAsync(stream, frame, number);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The master is gone.
        }
    }

    private async Task SendAsync(NetworkStream stream, byte[] frame, int number)
    {
        if (_kind == GatewayKind.HalfFrames && number % 7 == 0)
        {
            await stream.WriteAsync(frame.AsMemory(0, frame.Length / 2), _off.Token);
            await Task.Delay(s_pause, TimeProvider.System, _off.Token);
            await stream.WriteAsync(frame.AsMemory(frame.Length / 2), _off.Token);
            return;
        }

        await stream.WriteAsync(frame, _off.Token);
        if (_kind == GatewayKind.EachAnswerTwice)
            await stream.WriteAsync(frame, _off.Token);
    }

    private byte[] Changed(byte[] frame)
    {
        switch (_kind)
        {
            case GatewayKind.NumbersAreZero:
                BinaryPrimitives.WriteUInt16BigEndian(frame, 0);
                return frame;
            case GatewayKind.CountsByItself:
                BinaryPrimitives.WriteUInt16BigEndian(frame, ++_counter);
                return frame;
            case GatewayKind.AnotherUnit:
                frame[6] = 1;
                return frame;
            case GatewayKind.CrcWithinTheLength or GatewayKind.CrcBehindTheFrame:
                byte[] longer = [.. frame[..6], .. SerialSlave.Frame(frame.AsSpan(6))];
                if (_kind == GatewayKind.CrcWithinTheLength)
                    longer[5] += 2;
                return longer;
            case GatewayKind.EachAnswerTwice or GatewayKind.RtuOverTcp or GatewayKind.HalfFrames or GatewayKind.OneInTwentyLate:
                return frame;
            default:
                throw new UnreachableException();
        }
    }
}
