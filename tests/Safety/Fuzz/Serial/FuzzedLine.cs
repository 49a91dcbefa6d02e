using System.Buffers.Binary;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.Fuzz.Serial;

/// <summary>
/// A serial line on which anything may be heard behind a request. For each request a byte says what is done to the right answer,
/// and further ones what that needs; at the end of the input answers are right. Whether it gives back what is sent is one thing for all.
/// </summary>
internal sealed class FuzzedLine(SimulatedWorld world, byte[] input)
{
    private int _next = 1;
    private readonly List<byte> _received = [];

    /// <summary>All that was heard since <see cref="Begin"/>: an earlier answer may go on behind the next request.</summary>
    internal byte[] Received => [.. _received];

    /// <summary>True where what is sent comes back.</summary>
    internal bool GivesBack { get; } = input.Length > 0 && input[0] % 2 == 1;

    internal bool Ended => _next >= input.Length;

    internal void Begin() => _received.Clear();

    internal byte Take() => _next < input.Length ? input[_next++] : (byte)0;

    /// <summary>Answers on a fresh line until it is closed.</summary>
    internal async Task ServeAsync(InMemoryStream far)
    {
        var request = new byte[300];
        while (await far.ReadAsync(request) is var count and > 0)
        {
            if (GivesBack)
                await SayAsync(far, request.AsSpan(0, count).ToArray());
            foreach (var piece in Answer(request.AsSpan(0, count)))
            {
                if (Take() % 8 == 7)
                    await Task.Delay(TimeSpan.FromMilliseconds(Take() * 10), world.Time);
                await SayAsync(far, piece);
            }
        }
    }

    private async Task SayAsync(InMemoryStream far, byte[] bytes)
    {
        if (far.IsClosed)
            return;
        _received.AddRange(bytes);
        await far.WriteAsync(bytes);
    }

    private IEnumerable<byte[]> Answer(ReadOnlySpan<byte> request)
    {
        var right = Right(request);
        byte[] all = (Take() % 12) switch
        {
            4 => [],
            5 => [.. Raw(Take() % 64), .. right],
            6 => [.. right, .. Raw(Take() % 64)],
            7 => Changed(right),
            8 => Raw(Take()),
            9 => right[..(Take() % right.Length)],
            10 => SerialSlave.Frame([(byte)(17 + (Take() % 2)), .. Raw(1 + (Take() % 20))]),
            11 => SerialSlave.Frame([17, (byte)(request[1] | 0x80), Take()]),
            _ => right,
        };
        return all.Chunk(1 + Take());
    }

    private byte[] Changed(byte[] frame)
    {
        var bit = Take();
        frame[bit / 8 % frame.Length] ^= (byte)(1 << (bit % 8));
        return frame;
    }

    private byte[] Raw(int count)
    {
        var bytes = new byte[count];
        foreach (ref var b in bytes.AsSpan())
            b = Take();
        return bytes;
    }

    private byte[] Right(ReadOnlySpan<byte> request)
    {
        if (request[1] == 6)
            return request.ToArray();
        var words = Raw(2 * BinaryPrimitives.ReadUInt16BigEndian(request[4..]));
        return SerialSlave.Frame([request[0], request[1], (byte)words.Length, .. words]);
    }
}
