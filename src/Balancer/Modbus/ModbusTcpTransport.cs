using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Modbus TCP framing over any stream (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, section 3.1.3).</summary>
public sealed class ModbusTcpTransport(Stream stream) : IModbusTransport
{
    // MBAP header: transaction 0..1, protocol 2..3 (0), length 4..5 (unit and PDU), unit 6.
    private const int HeaderLength = 7;
    private const int MaximumPdu = 253;

    private readonly byte[] _outgoing = new byte[HeaderLength + MaximumPdu];
    private readonly byte[] _incoming = new byte[HeaderLength + MaximumPdu];
    private ushort _transaction;

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(
        byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
    {
        var transaction = ++_transaction;
        BinaryPrimitives.WriteUInt16BigEndian(_outgoing, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(_outgoing.AsSpan(2), 0);
        BinaryPrimitives.WriteUInt16BigEndian(_outgoing.AsSpan(4), (ushort)(request.Length + 1));
        _outgoing[6] = unit;
        request.CopyTo(_outgoing.AsMemory(HeaderLength));

        try
        {
            await stream.WriteAsync(_outgoing.AsMemory(0, HeaderLength + request.Length), cancellation);
            await FillAsync(_incoming.AsMemory(0, HeaderLength), cancellation);
            var length = PduLength(transaction, unit);
            await FillAsync(_incoming.AsMemory(HeaderLength, length), cancellation);
            _incoming.AsMemory(HeaderLength, length).CopyTo(reply);
            return length;
        }
        catch (IOException broken)
        {
            throw new ModbusLinkException($"the connection broke: {broken.Message}", broken);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    // Stream.ReadExactlyAsync would do, but leaves the caller's synchronisation context: a simulated world must keep it.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var read = await stream.ReadAsync(buffer, cancellation);
            if (read == 0)
                throw new ModbusLinkException("the device closed the connection");
            buffer = buffer[read..];
        }
    }

    private int PduLength(ushort transaction, byte unit)
    {
        var header = _incoming.AsSpan(0, HeaderLength);
        var answered = BinaryPrimitives.ReadUInt16BigEndian(header);
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        if (answered != transaction)
            throw new ModbusLinkException($"answer to transaction {answered} instead of {transaction}");
        if (protocol != 0)
            throw new ModbusLinkException($"answer of protocol {protocol} instead of 0");
        if (header[6] != unit)
            throw new ModbusLinkException($"answer of unit {header[6]} instead of {unit}");
        if (length is < 2 or > MaximumPdu + 1)
            throw new ModbusLinkException($"answer of impossible length {length}");
        return length - 1;
    }
}
