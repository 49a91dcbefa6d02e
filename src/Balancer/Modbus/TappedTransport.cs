namespace WallboxMqtt.Balancer.Modbus;

/// <summary>A connection with a tap in it. Without a listener, requests pass without a copy or an allocation.</summary>
internal sealed class TappedTransport(IModbusTransport inner, ModbusTap tap) : IModbusTransport
{
    /// <inheritdoc />
    public bool OutlivesSilence => inner.OutlivesSilence;

    /// <inheritdoc />
    public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation) =>
        tap.Listener is { } listener
            ? ShowAsync(listener, unit, request, reply, cancellation)
            : inner.ExchangeAsync(unit, request, reply, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<int> ShowAsync(TapListener listener, byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
    {
        // The caller's buffers are used again for the next request.
        var asked = request.ToArray();
        var at = tap.Time.GetTimestamp();
        var (outcome, answer, fault) = (TappedOutcome.Silent, ReadOnlyMemory<byte>.Empty, (string?)null);
        try
        {
            var length = await inner.ExchangeAsync(unit, request, reply, cancellation);
            (outcome, answer) = (TappedOutcome.Answered, reply[..length].ToArray());
            return length;
        }
        catch (ModbusLinkException ended)
        {
            (outcome, fault) = (TappedOutcome.Closed, ended.Message);
            throw;
        }
        finally
        {
            listener.Offer(new TappedExchange(at, tap.Time.GetElapsedTime(at), outcome, asked, answer, fault));
        }
    }
}
