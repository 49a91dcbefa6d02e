using System.Buffers.Binary;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>An input as a course of answers: for each request a byte that says what is done to the right answer, and what that needs. At its end all answers are right.</summary>
internal sealed class AnswerScript(byte[] input)
{
    private int _next;

    internal bool Ended => _next >= input.Length;

    /// <summary>How long the answer just made takes.</summary>
    internal TimeSpan Delay { get; private set; }

    /// <summary>True where the connection is closed behind the answer just made.</summary>
    internal bool Closes { get; private set; }

    internal byte Take() => _next < input.Length ? input[_next++] : (byte)0;

    /// <summary>The answer to a request, header included; empty for none.</summary>
    internal byte[] Answer(ReadOnlySpan<byte> request)
    {
        (Delay, Closes) = (TimeSpan.Zero, false);
        var right = Right(request);
        switch (Take() % 20)
        {
            case 8:
                return Raw(Take());
            case 9:
                var bit = Take();
                right[bit / 8 % right.Length] ^= (byte)(1 << (bit % 8));
                return right;
            case 10:
                right[1] += Take();
                return right;
            case 11:
                Closes = true;
                return right[..Math.Min(Take(), right.Length)];
            case 12:
                return [.. right[..4], 0, 3, right[6], (byte)(right[7] | 0x80), Take()];
            case 13:
                return [];
            case 14:
                return [.. right, .. Raw(1 + (Take() % 20))];
            case 15:
                // Within every timeout, or behind every one.
                Delay = TimeSpan.FromSeconds(Take() % 2 == 0 ? 0.5 : 5);
                return right;
            case 16:
                var extra = Raw(Take() % 8);
                byte[] longer = [.. right, .. extra];
                BinaryPrimitives.WriteUInt16BigEndian(longer.AsSpan(4), (ushort)(longer.Length - 6));
                longer[8] += (byte)(Take() % 2 * extra.Length);
                return longer;
            case 17:
                right[7] = Take();
                return right;
            case 18:
                right[6] = Take();
                return right;
            case 19:
                BinaryPrimitives.WriteUInt16BigEndian(right.AsSpan(4), (ushort)((Take() << 8) | Take()));
                return right;
            default:
                return right;
        }
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
        if (request[7] == 6)
            return request.ToArray();
        var count = BinaryPrimitives.ReadUInt16BigEndian(request[10..]);
        var reply = new byte[9 + (count * 2)];
        request[..8].CopyTo(reply);
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(4), (ushort)(3 + (count * 2)));
        reply[8] = (byte)(count * 2);
        var kind = Take();
        for (var i = 9; i < reply.Length; i++)
            reply[i] = (kind % 4) switch { 0 => (byte)(i % 2 == 0 ? 6 : 0), 1 => kind, 2 => i < 13 ? Take() : (byte)0, _ => (byte)(i * kind) };
        return reply;
    }
}
