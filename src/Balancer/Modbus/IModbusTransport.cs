namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Carries one protocol data unit to a device and its answer back (MBAP over TCP, RTU over a serial line).</summary>
public interface IModbusTransport : IAsyncDisposable
{
    /// <summary>
    /// Read after an exchange that was ended by its token: true if the next request may follow on this transport, because a late
    /// answer would be recognised as one.
    /// </summary>
    bool OutlivesSilence { get; }

    /// <summary>
    /// Sends <paramref name="request"/> and waits for the answer to exactly this request. One request at a time.
    /// </summary>
    /// <param name="unit">Unit identifier, 0 to 255.</param>
    /// <param name="request">Function code and data, 1 to 253 bytes.</param>
    /// <param name="reply">Room for the answer's function code and data, 253 bytes.</param>
    /// <param name="cancellation">Ends the wait; <see cref="OutlivesSilence"/> says whether the transport is of use afterwards.</param>
    /// <returns>The length of the answer.</returns>
    /// <exception cref="ModbusLinkException">Closed, broken, or the answer belongs to no request of ours.</exception>
    ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation);
}
