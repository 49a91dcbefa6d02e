using System.Buffers.Binary;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>
/// The wallbox's end of a serial line. Faults are written for frames of Modbus TCP: a frame is shown to them so and turned back, so that
/// what they do to unit, function and data happens here, too; what they do to the header alone has no meaning on a serial line.
/// </summary>
internal sealed class FaultySerialStream(Stream inner, SimulatedLine line, TimeProvider time) : FaultyEnd(inner, line, time)
{
    private const int Header = 7;
    private readonly byte[] _request = new byte[260];
    private readonly byte[] _reply = new byte[520];
    private int _requestLength;

    protected override ReadOnlySpan<byte> Request => _request.AsSpan(0, _requestLength);

    protected override bool Take(ReadOnlySpan<byte> read)
    {
        if (read.Length is > 3 and < 250)
        {
            read[..^2].CopyTo(_request.AsSpan(Header - 1));
            _requestLength = Header + read.Length - 3;
        }

        return true;
    }

    protected override Memory<byte> Show(ReadOnlySpan<byte> reply)
    {
        Array.Clear(_reply, 0, Header);
        BinaryPrimitives.WriteUInt16BigEndian(_reply.AsSpan(4), (ushort)(reply.Length - 2));
        reply[..^2].CopyTo(_reply.AsSpan(Header - 1));
        return _reply.AsMemory(0, Header + reply.Length - 3);
    }

    protected override ReadOnlyMemory<byte> TurnBack(ReadOnlyMemory<byte> reply)
    {
        var frame = SerialSlave.Frame(reply.Span[(Header - 1)..]);
        // Noise has no valid check sum.
        if (reply.Span[2] != 0)
            frame[^1] ^= 0x55;
        return frame;
    }
}
