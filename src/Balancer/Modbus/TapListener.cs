using System.Threading.Channels;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Receives the exchanges of a <see cref="ModbusTap"/>.</summary>
public sealed class TapListener : IDisposable
{
    private readonly ModbusTap _tap;
    private readonly Channel<TappedExchange> _exchanges;
    private int _lost;

    internal TapListener(ModbusTap tap, int room)
    {
        _tap = tap;
        Since = tap.Time.GetTimestamp();
        _exchanges = Channel.CreateBounded<TappedExchange>(new BoundedChannelOptions(room) { SingleReader = true });
    }

    /// <summary>When it began, on the monotonic clock.</summary>
    public long Since { get; }

    /// <summary>What passed by, in order.</summary>
    public ChannelReader<TappedExchange> Exchanges => _exchanges.Reader;

    /// <summary>How many exchanges were lost since the last call.</summary>
    public int TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <inheritdoc />
    public void Dispose() => _tap.Leave(this);

    /// <summary>Takes an exchange where there is room. Never waits.</summary>
    internal void Offer(TappedExchange exchange)
    {
        if (!_exchanges.Writer.TryWrite(exchange))
            Interlocked.Increment(ref _lost);
    }
}
