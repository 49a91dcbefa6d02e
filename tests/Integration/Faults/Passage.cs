using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>One connection through a <see cref="FaultProxy"/>.</summary>
internal sealed class Passage(FaultProxy proxy, Socket client)
{
    private readonly CancellationTokenSource _end = new();
    private readonly Socket _target = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private int _chunks;
    private volatile bool _resets;

    /// <summary>Ends with the connection.</summary>
    internal CancellationToken End => _end.Token;

    /// <summary>The reply before the one that is being dealt with.</summary>
    internal byte[]? Earlier { get; private set; }

    /// <summary>Chunks so far, both ways.</summary>
    internal int Chunks => Volatile.Read(ref _chunks);

    internal async Task ToTargetAsync(ReadOnlyMemory<byte> chunk) => await _target.SendAsync(chunk, End);

    internal async Task ToClientAsync(ReadOnlyMemory<byte> chunk)
    {
        proxy.Report(this, chunk.Span);
        await client.SendAsync(chunk, End);
    }

    internal Task PauseAsync(TimeSpan span) => Task.Delay(span, TimeProvider.System, End);

    /// <summary>Ends it in good order.</summary>
    internal void Close() => _end.Cancel();

    /// <summary>Ends it with a reset.</summary>
    internal void Reset()
    {
        _resets = true;
        _end.Cancel();
    }

    /// <summary>Carries until one side ends it.</summary>
    internal async Task RunAsync(int target)
    {
        var reaches = !proxy.Fault.Deaf;
        if (reaches)
            await TryAsync(() => _target.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), End).AsTask());
        var up = TryAsync(UpAsync);
        var down = reaches ? TryAsync(DownAsync) : up;
        await Task.WhenAny(up, down);
        await _end.CancelAsync();
        await Task.WhenAll(up, down);
        if (_resets)
            client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        _target.Dispose();
    }

    private async Task UpAsync()
    {
        await using var stream = new NetworkStream(client, ownsSocket: false);
        try
        {
            while (true)
            {
                var chunk = await proxy.ReadAsync(stream, End);
                Interlocked.Increment(ref _chunks);
                proxy.Ask(this, chunk);
                await proxy.Fault.Up(this, chunk);
            }
        }
        finally
        {
            while (proxy.Fault.HidesEnd && !End.IsCancellationRequested)
                await PauseAsync(TimeSpan.FromMilliseconds(20));
        }
    }

    private async Task DownAsync()
    {
        await using var stream = new NetworkStream(_target, ownsSocket: false);
        while (true)
        {
            var chunk = await proxy.ReadAsync(stream, End);
            Interlocked.Increment(ref _chunks);
            await proxy.Fault.Down(this, chunk);
            Earlier = chunk;
        }
    }

    private static async Task TryAsync(Func<Task> carry)
    {
        try
        {
            await carry();
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }
}
