using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Modbus;

public sealed class ModbusTapTests
{
    private static readonly byte[] s_read = [4, 3, 232, 0, 1];
    private readonly ModbusTap _tap = new(TimeProvider.System);
    private readonly Device _device = new();

    [Fact]
    public async Task Exchange_NobodyListens_PassesByWithoutAnAllocation()
    {
        var transport = await new TappedDialer(_device, _tap).DialAsync(CancellationToken.None);
        var reply = new byte[253];
        await transport.ExchangeAsync(255, s_read, reply, CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = 0;
        for (var i = 0; i < 100; i++)
            length += await transport.ExchangeAsync(255, s_read, reply, CancellationToken.None);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(400, length);
    }

    [Fact]
    public async Task Exchange_SomebodyListens_ShowsRequestAndAnswer()
    {
        using var listener = _tap.Listen(10)!;
        var transport = await new TappedDialer(_device, _tap).DialAsync(CancellationToken.None);
        var reply = new byte[253];
        Assert.Equal(4, await transport.ExchangeAsync(255, s_read, reply, CancellationToken.None));
        Assert.Equal([4, 2, 0, 7], reply[..4]);
        Assert.True(listener.Exchanges.TryRead(out var connect));
        Assert.Equal((TappedOutcome.Connected, true), (connect.Outcome, connect.Request.IsEmpty));
        Assert.True(listener.Exchanges.TryRead(out var exchange));
        reply.AsSpan().Clear();
        Assert.Equal(TappedOutcome.Answered, exchange.Outcome);
        Assert.Equal(s_read, exchange.Request.ToArray());
        Assert.Equal([4, 2, 0, 7], exchange.Reply.ToArray());
    }

    [Fact]
    public async Task Exchange_Fails_IsShownAndThrown()
    {
        using var listener = _tap.Listen(10)!;
        var transport = await new TappedDialer(_device, _tap).DialAsync(CancellationToken.None);
        _device.Fault = new ModbusLinkException("the device closed the connection");
        await Assert.ThrowsAsync<ModbusLinkException>(async () => await transport.ExchangeAsync(255, s_read, new byte[253], CancellationToken.None));
        _device.Fault = new OperationCanceledException();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await transport.ExchangeAsync(255, s_read, new byte[253], CancellationToken.None));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await new TappedDialer(_device, _tap).DialAsync(CancellationToken.None));
        _device.Fault = new ModbusLinkException("refused");
        await Assert.ThrowsAsync<ModbusLinkException>(async () => await new TappedDialer(_device, _tap).DialAsync(CancellationToken.None));
        var outcomes = new List<TappedOutcome>();
        while (listener.Exchanges.TryRead(out var exchange))
            outcomes.Add(exchange.Outcome);
        Assert.Equal([TappedOutcome.Connected, TappedOutcome.Closed, TappedOutcome.Silent, TappedOutcome.Silent, TappedOutcome.Refused], outcomes);
    }

    [Fact]
    public async Task Exchange_ListenerDoesNotRead_LosesTheLatestAndCounts()
    {
        using var listener = _tap.Listen(3)!;
        var transport = await new TappedDialer(_device, _tap).DialAsync(CancellationToken.None);
        for (var i = 0; i < 10; i++)
            Assert.Equal(4, await transport.ExchangeAsync(255, s_read, new byte[253], CancellationToken.None));
        Assert.Equal((8, 0), (listener.TakeLost(), listener.TakeLost()));
        Assert.Equal(3, listener.Exchanges.Count);
    }

    [Fact]
    public void Listen_WhileSomebodyDoes_IsRefusedUntilHeEnds()
    {
        using (_tap.Listen(1)!)
            Assert.Null(_tap.Listen(1));
        Assert.NotNull(_tap.Listen(1));
    }

    private sealed class Device : IModbusDialer, IModbusTransport
    {
        public bool OutlivesSilence => false;

        public string Address => "device";

        internal Exception? Fault { get; set; }

        public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation) => Fault is { } fault ? throw fault : ValueTask.FromResult<IModbusTransport>(this);

        public ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
        {
            if (Fault is { } fault)
                return ValueTask.FromException<int>(fault);
            ReadOnlySpan<byte> answer = [4, 2, 0, 7];
            answer.CopyTo(reply.Span);
            return ValueTask.FromResult(answer.Length);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
