using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Reads and writes 16-bit registers of one unit. Every answer is held against its request: unit and transaction by the
/// transport; function, byte count and echo here. One caller at a time: a second request beside one in flight is refused.
/// </summary>
public sealed class ModbusClient(IModbusTransport transport, byte unit, TimeProvider time) : IAsyncDisposable
{
    private const int MaximumPdu = 253;
    private const int MaximumRead = 125;
    private const byte ExceptionFlag = 0x80;

    private readonly byte[] _request = new byte[MaximumPdu];
    private readonly byte[] _reply = new byte[MaximumPdu];
    private int _busy;
    private CancellationTokenSource? _deadline;

    /// <summary>How long an answer may take.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads <paramref name="registers"/>.Length / 2 registers from <paramref name="address"/> on.</summary>
    /// <param name="function">3 or 4.</param>
    /// <param name="address">First register as on the wire, 0-based.</param>
    /// <param name="registers">Takes the registers as they came, two bytes each, high byte first; 2 to 250 bytes.</param>
    /// <param name="timeout">How long the answer may take.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ModbusDeviceException">The device refused.</exception>
    /// <exception cref="ModbusSilenceException">No answer in time; the connection is still of use.</exception>
    /// <exception cref="ModbusLinkException">A wrong answer, or none in time and no way to recognise a late one.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadAsync(
        ModbusFunction function, ushort address, Memory<byte> registers, TimeSpan timeout, CancellationToken cancellation)
    {
        var count = registers.Length / 2;
        if (function is not (ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters))
            throw new ArgumentOutOfRangeException(nameof(function), function, "3 or 4");
        if (count is < 1 or > MaximumRead || registers.Length % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(registers), registers.Length, "2 to 250 bytes, even");

        Begin();
        try
        {
            Head(function, address, (ushort)count);
            var length = await ExchangeAsync(5, function, address, timeout, cancellation);
            if (length != 2 + registers.Length || _reply[1] != registers.Length)
                throw new ModbusLinkException($"answer of {length} bytes to a read of {count} registers at {address}");
            _reply.AsMemory(2, registers.Length).CopyTo(registers);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Writes one register (function 6); returns once the device has echoed it.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ushort address, ushort value, TimeSpan timeout, CancellationToken cancellation)
    {
        Begin();
        try
        {
            Head(ModbusFunction.WriteSingleRegister, address, value);
            var length = await ExchangeAsync(5, ModbusFunction.WriteSingleRegister, address, timeout, cancellation);
            ExpectEcho(length, address);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        _deadline?.Dispose();
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException("a request is in flight already");
    }

    private void Head(ModbusFunction function, ushort address, ushort word)
    {
        _request[0] = (byte)function;
        BinaryPrimitives.WriteUInt16BigEndian(_request.AsSpan(1), address);
        BinaryPrimitives.WriteUInt16BigEndian(_request.AsSpan(3), word);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ExchangeAsync(
        int requestLength, ModbusFunction function, ushort address, TimeSpan timeout, CancellationToken cancellation)
    {
        var deadline = Deadline(timeout);
        int length;
        try
        {
            await using (cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline))
                length = await transport.ExchangeAsync(unit, _request.AsMemory(0, requestLength), _reply, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var silence = $"no answer within {timeout.TotalSeconds} s to function {(byte)function} at {address}";
            throw transport.OutlivesSilence ? new ModbusSilenceException(silence) : new ModbusLinkException(silence);
        }
        finally
        {
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        if (length == 2 && _reply[0] == ((byte)function | ExceptionFlag))
            throw new ModbusDeviceException(function, address, _reply[1]);
        if (length < 2 || _reply[0] != (byte)function)
            throw new ModbusLinkException($"answer of function {_reply[0]} instead of {(byte)function}");
        return length;
    }

    private void ExpectEcho(int length, ushort address)
    {
        if (length != 5 || !_reply.AsSpan(1, 4).SequenceEqual(_request.AsSpan(1, 4)))
            throw new ModbusLinkException($"the write at {address} was answered by something else");
    }

    // One source serves all requests of a connection; a new one is made only after a deadline has struck.
    private CancellationTokenSource Deadline(TimeSpan timeout)
    {
        if (_deadline is null or { IsCancellationRequested: true })
        {
            _deadline?.Dispose();
            _deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        _deadline.CancelAfter(timeout);
        return _deadline;
    }
}
