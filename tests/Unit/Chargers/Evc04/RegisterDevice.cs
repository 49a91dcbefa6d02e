using System.Buffers.Binary;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

/// <summary>A device that is nothing but its registers, and writes down what it was asked.</summary>
internal sealed class RegisterDevice : IModbusDialer, IModbusTransport
{
    /// <inheritdoc />
    public bool OutlivesSilence => true;

    private const int Register = 2;

    internal Dictionary<ushort, ushort> Registers { get; } = [];

    /// <summary>Addresses that are refused, with the exception's code.</summary>
    internal Dictionary<ushort, byte> Refuses { get; } = [];

    /// <summary>Addresses at which it closes the connection.</summary>
    internal HashSet<ushort> Drops { get; } = [];

    /// <summary>Addresses that are never answered, alone or within a joined read.</summary>
    internal HashSet<ushort> Silent { get; } = [];

    /// <summary>Writes that are refused: address and value, with the exception's code.</summary>
    internal Dictionary<(ushort Address, ushort Value), byte> RefusesWrites { get; } = [];

    /// <summary>Reads that are refused: those for which this is true, by first address and count.</summary>
    internal Func<ushort, ushort, bool> RefusesReads { get; set; } = (_, _) => false;

    /// <summary>Called behind the next answer, once.</summary>
    internal Action? Restore { get; set; }

    /// <summary>True while it cannot be reached.</summary>
    internal bool RefusesDials { get; set; }

    /// <summary>How often it was connected to.</summary>
    internal int Dials { get; private set; }

    /// <summary>Addresses whose writes are acknowledged and not heeded.</summary>
    internal HashSet<ushort> Ignores { get; } = [];

    /// <summary>Every request in order: <c>read 5004</c>, <c>5004 = 16</c>.</summary>
    internal List<string> Requests { get; } = [];

    public string Address => "registers";

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        if (RefusesDials)
            throw new ModbusLinkException("no way there");
        Dials++;
        return ValueTask.FromResult<IModbusTransport>(this);
    }

    public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation) =>
        ValueTask.FromResult(Answer(request.Span, reply.Span));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Sets a text, two characters a register.</summary>
    internal void Text(ushort address, string text)
    {
        for (var i = 0; i < text.Length; i += 2)
            Registers[(ushort)(address + (i / 2))] = (ushort)((text[i] << 8) | (i + 1 < text.Length ? text[i + 1] : 0));
    }

    private static int Of(int address) => Evc04Registers.All.FirstOrDefault(register => register.Address == address)?.Count ?? 0;

    private int Answer(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        var (address, value) = (BinaryPrimitives.ReadUInt16BigEndian(request[1..]), BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
        var writes = request[0] == 6;
        Requests.Add(writes ? $"{address} = {value}" : value == Of(address) ? $"read {address}" : $"read {address}+{value}");
        var count = writes ? (ushort)1 : value;
        if (Silent.Any(silent => silent >= address && silent < address + count))
            throw new ModbusSilenceException("no answer");
        if (Drops.Any(drops => drops >= address && drops < address + count))
            throw new ModbusLinkException("the device closed the connection");
        if (Refuses.TryGetValue(address, out var code) || (writes ? RefusesWrites.TryGetValue((address, value), out code) : RefusesReads(address, value)))
        {
            (reply[0], reply[1]) = ((byte)(request[0] | 0x80), code == 0 ? (byte)2 : code);
            return 2;
        }

        if (writes)
        {
            if (!Ignores.Contains(address))
                Registers[address] = value;
            request.CopyTo(reply);
            return request.Length;
        }

        (reply[0], reply[1]) = (request[0], (byte)(value * Register));
        for (var i = 0; i < value; i++)
            BinaryPrimitives.WriteUInt16BigEndian(reply[(2 + (i * Register))..], Registers.GetValueOrDefault((ushort)(address + i)));
        Restore?.Invoke();
        Restore = null;
        return 2 + (value * Register);
    }
}
