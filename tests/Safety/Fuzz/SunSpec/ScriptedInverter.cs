using System.Buffers.Binary;
using WallboxMqtt.Balancer.Modbus;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.SunSpec;

/// <summary>An input as an inverter and a meter: for each request a byte that says what becomes of the right answer, or of the map. At its end all answers are right.</summary>
internal sealed class ScriptedInverter(byte[] input, TimeProvider time) : IModbusDialer
{
    private const int Base = 40000;
    private readonly Dictionary<byte, byte[]> _maps = SunSpecMaps.Fresh(input.Length > 0 && input[0] % 2 == 1);
    private int _next = 1;

    public string Address => "scripted";

    internal int Requests { get; private set; }

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation) => Take() % 16 == 15
        ? throw new ModbusLinkException("refused")
        : ValueTask.FromResult<IModbusTransport>(new Link(this, time));

    private byte Take() => _next < input.Length ? input[_next++] : (byte)0;

    // Negative for silence.
    private int Answer(byte unit, ReadOnlySpan<byte> request, Span<byte> reply)
    {
        Requests++;
        Unless(request is [3, _, _, _, _], $"no read: {Convert.ToHexString(request)}");
        if (!_maps.TryGetValue(unit, out var map))
            return -1;
        var (address, count) = (BinaryPrimitives.ReadUInt16BigEndian(request[1..]), BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
        switch (Take() % 16)
        {
            case 8:
                map[((Take() << 8) | Take()) % map.Length] ^= Take();
                break;
            case 9:
                // The word that is read first, or one near it, becomes any other: mostly headers, ids and powers.
                var at = (address - Base + (Take() % 40)) * 2;
                if (at >= 0 && at + 1 < map.Length)
                    (map[at], map[at + 1]) = (Take(), Take());
                break;
            case 10:
                (reply[0], reply[1]) = (0x83, Take());
                return 2;
            case 11:
                return -1;
            case 12:
                var length = Take() % 253;
                for (var i = 0; i < length; i++)
                    reply[i] = Take();
                return length;
            case 13:
                throw new ModbusLinkException("broken");
            default:
                break;
        }

        var start = (address - Base) * 2;
        if (start < 0 || start + (count * 2) > map.Length)
        {
            (reply[0], reply[1]) = (0x83, 2);
            return 2;
        }

        (reply[0], reply[1]) = (3, (byte)(count * 2));
        map.AsSpan(start, count * 2).CopyTo(reply[2..]);
        return 2 + (count * 2);
    }

    private sealed class Link(ScriptedInverter inverter, TimeProvider time) : IModbusTransport
    {
        public bool OutlivesSilence => false;

        private bool _broken;

        public async ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
        {
            Unless(!_broken, "asks again on a broken connection");
            _broken = true;
            var length = inverter.Answer(unit, request.Span, reply.Span);
            if (length < 0)
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            _broken = false;
            return length;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
