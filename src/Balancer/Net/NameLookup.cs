using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Net;

/// <summary>
/// Finds the addresses of one host. An address is taken as it is. A name is looked up on a thread of its own, since the system's
/// resolver blocks its thread for as long as a dead name server keeps it waiting, and the threads of the pool serve everything else.
/// At most one lookup is in flight: a caller that asks while one hangs waits for the same, and a late result serves the next caller.
/// </summary>
/// <param name="host">Name or address; an IPv6 address without brackets, with its zone where it has one.</param>
/// <param name="resolve">Looks the name up; may block without a limit.</param>
/// <param name="time">Clock of the deadline.</param>
public sealed class NameLookup(string host, Func<string, IPAddress[]> resolve, TimeProvider time)
{
    private const int StackBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly IPAddress[]? _literal = IPAddress.TryParse(host, out var address) ? [address] : null;
    private Task<IPAddress[]>? _inFlight;

    /// <summary>With the system's resolver.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="time">Clock of the deadline.</param>
    public NameLookup(string host, TimeProvider time)
        : this(host, Dns.GetHostAddresses, time)
    {
    }

    /// <summary>How long a lookup is waited for.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Name or address.</summary>
    public string Host => host;

    /// <summary>True if the host is an address, so that nothing is looked up.</summary>
    public bool IsAddress => _literal is not null;

    /// <summary>All addresses of the host, at least one, in the order in which they should be tried.</summary>
    /// <exception cref="SocketException">The name is unknown, or no answer came within <see cref="Longest"/> (TryAgain).</exception>
    public async ValueTask<IPAddress[]> FindAsync(CancellationToken cancellation)
    {
        if (_literal is not null)
            return _literal;
        var lookup = InFlight();
        try
        {
            var found = await lookup.WaitAsync(Longest, time, cancellation);
            _ = Interlocked.CompareExchange(ref _inFlight, null, lookup);
            return found;
        }
        catch (TimeoutException)
        {
            throw new SocketException((int)SocketError.TryAgain, $"the name server does not answer within {Seconds.Print(Longest)}");
        }
    }

    /// <summary>Connects to the first of the host's addresses that accepts.</summary>
    /// <exception cref="SocketException">The name is unknown, or none accepts.</exception>
    public async ValueTask<NetworkStream> ConnectAsync(int port, CancellationToken cancellation)
    {
        var addresses = await FindAsync(cancellation);

        // Messages are small and answered one by one: Nagle's algorithm would hold them back.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (addresses is [var only])
                await socket.ConnectAsync(only, port, cancellation);
            else
                await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Task<IPAddress[]> InFlight()
    {
        lock (_gate)
        {
            if (_inFlight is { IsCompleted: false } or { IsCompletedSuccessfully: true })
                return _inFlight;
            var found = new TaskCompletionSource<IPAddress[]>(TaskCreationOptions.RunContinuationsAsynchronously);
            new Thread(() => Resolve(found), StackBytes) { IsBackground = true, Name = "name lookup" }.Start();
            return _inFlight = found.Task;
        }
    }

    private void Resolve(TaskCompletionSource<IPAddress[]> found)
    {
        try
        {
            if (resolve(host) is { Length: > 0 } addresses)
                found.SetResult(addresses);
            else
                found.SetException(new SocketException((int)SocketError.HostNotFound));
        }
        catch (Exception unknown)
        {
            found.SetException(unknown as SocketException ?? new SocketException((int)SocketError.HostNotFound, unknown.Message));
        }

        // If all callers have given up waiting, its outcome does not matter.
        _ = found.Task.Exception;
    }
}
