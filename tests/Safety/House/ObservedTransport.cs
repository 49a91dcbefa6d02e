using System.Runtime.CompilerServices;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The driver's own transport, heard by somebody.</summary>
internal sealed class ObservedTransport(IModbusTransport inner, IWire wire) : IModbusTransport
{
    public bool OutlivesSilence => inner.OutlivesSilence;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(
        byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
    {
        wire.Sent(request.Span);
        int length;
        try
        {
            length = await inner.ExchangeAsync(unit, request, reply, cancellation);
        }
        catch
        {
            wire.Failed(request.Span);
            throw;
        }

        wire.Answered(request.Span, reply.Span[..length]);
        return length;
    }

    public async ValueTask DisposeAsync()
    {
        wire.Closed();
        await inner.DisposeAsync();
    }
}
