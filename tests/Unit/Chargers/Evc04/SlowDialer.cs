using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

/// <summary>A device whose outcomes, silences too, take some time of the fake clock.</summary>
internal sealed class SlowDialer(RegisterDevice device, FakeTimeProvider time, TimeSpan takes) : IModbusDialer, IModbusTransport
{
    /// <summary>Called before each request, with "read 5004".</summary>
    internal Action<string> Before { get; init; } = _ => { };

    /// <summary>What is on the line; null for one on which nothing can be overheard.</summary>
    internal LineTraffic? Traffic { get; init; }

    public string Address => device.Address;

    public bool OutlivesSilence => true;

    public async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        await device.DialAsync(cancellation);
        return this;
    }

    public ValueTask<LineTraffic?> OverhearAsync(TimeSpan span, CancellationToken cancellation) => ValueTask.FromResult(Traffic);

    public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
    {
        Before($"read {BinaryPrimitives.ReadUInt16BigEndian(request.Span[1..])}");
        time.Advance(takes);
        return device.ExchangeAsync(unit, request, reply, cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
