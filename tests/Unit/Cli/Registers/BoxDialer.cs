using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Unit.Cli.Registers;

/// <summary>The simulated wallbox, without a line between.</summary>
internal sealed class BoxDialer(SimulatedEvc04 box) : IModbusDialer, IModbusTransport
{
    public bool OutlivesSilence => false;

    public string Address => "tcp://192.0.2.8:502";

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation) => ValueTask.FromResult<IModbusTransport>(this);

    public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation) =>
        ValueTask.FromResult(box.Answer(request.Span, reply.Span));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
