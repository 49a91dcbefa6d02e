using System.Buffers.Binary;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Inverters.SunSpec;

/// <summary>Units with registers, behind one address. It may be silent, refuse, be slow, and it keeps what it was asked.</summary>
internal sealed class FakeBus(TimeProvider time) : IModbusDialer
{
    public string Address => "tcp://bus";

    /// <summary>What each unit has: its first address and registers. A unit that is not there is silent.</summary>
    internal Dictionary<byte, (int Address, byte[] Registers)> Units { get; } = [];

    /// <summary>Exceptions that units answer with instead.</summary>
    internal Dictionary<byte, byte> Refusals { get; } = [];

    /// <summary>How long each answer takes.</summary>
    internal TimeSpan Latency { get; set; }

    internal bool Down { get; set; }

    internal int Dials { get; private set; }

    internal int Open { get; private set; }

    internal List<(byte Unit, byte Function, ushort Address, ushort Count, TimeSpan At)> Requests { get; } = [];

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        Dials++;
        if (Down)
            throw new ModbusLinkException("refused");
        Open++;
        return ValueTask.FromResult<IModbusTransport>(new Link(this, time));
    }

    private sealed class Link(FakeBus bus, TimeProvider time) : IModbusTransport
    {
        public bool OutlivesSilence => false;

        private bool _broken;

        public async ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
        {
            Assert.False(_broken, "asks again on a broken connection");
            var (address, count) = (BinaryPrimitives.ReadUInt16BigEndian(request.Span[1..]), BinaryPrimitives.ReadUInt16BigEndian(request.Span[3..]));
            bus.Requests.Add((unit, request.Span[0], address, count, TimeSpan.FromTicks(time.GetTimestamp())));
            _broken = true;
            if (bus.Latency > TimeSpan.Zero)
                await Task.Delay(bus.Latency, time, cancellation);
            if (bus.Down || (!bus.Units.ContainsKey(unit) && !bus.Refusals.ContainsKey(unit)))
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
            _broken = false;
            return Answer(unit, address, count, reply.Span);
        }

        public ValueTask DisposeAsync()
        {
            bus.Open--;
            return ValueTask.CompletedTask;
        }

        private int Answer(byte unit, int address, int count, Span<byte> reply)
        {
            if (bus.Refusals.TryGetValue(unit, out var code))
                return Refuse(code, reply);
            var (start, registers) = bus.Units[unit];
            var at = (address - start) * 2;
            if (at < 0 || at + (count * 2) > registers.Length)
                return Refuse(2, reply);
            (reply[0], reply[1]) = (3, (byte)(count * 2));
            registers.AsSpan(at, count * 2).CopyTo(reply[2..]);
            return 2 + (count * 2);
        }

        private static int Refuse(byte code, Span<byte> reply)
        {
            (reply[0], reply[1]) = (0x83, code);
            return 2;
        }
    }
}
