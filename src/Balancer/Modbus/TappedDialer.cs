namespace WallboxMqtt.Balancer.Modbus;

/// <summary>The way to a device, with a tap in it.</summary>
/// <param name="inner">The way.</param>
/// <param name="tap">Shows what passes.</param>
public sealed class TappedDialer(IModbusDialer inner, ModbusTap tap) : IModbusDialer
{
    /// <inheritdoc />
    public string Address => inner.Address;

    /// <inheritdoc />
    public string ExplainSilence(string fault, string otherwise) => inner.ExplainSilence(fault, otherwise);

    /// <inheritdoc />
    public async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        var at = tap.Time.GetTimestamp();
        try
        {
            var transport = await inner.DialAsync(cancellation);
            Show(at, TappedOutcome.Connected);
            return new TappedTransport(transport, tap);
        }
        catch (ModbusException)
        {
            Show(at, TappedOutcome.Refused);
            throw;
        }
        catch (OperationCanceledException)
        {
            Show(at, TappedOutcome.Silent);
            throw;
        }
    }

    private void Show(long at, TappedOutcome outcome) =>
        tap.Listener?.Offer(new TappedExchange(at, tap.Time.GetElapsedTime(at), outcome, default, default, null));
}
