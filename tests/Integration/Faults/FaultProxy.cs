using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>Stands on loopback between a client and its target. The fault is switched while connections are open.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Passage, Task> _passages = new();
    private readonly int _target;
    private Socket _listener;
    private Task _accepting;
    private Fault _fault;

    /// <summary>Listens at once.</summary>
    /// <param name="target">The target's port.</param>
    /// <param name="framing">Reads the next chunk; see <see cref="Framing"/>.</param>
    /// <param name="fault">The fault at the start; null for none.</param>
    internal FaultProxy(int target, Func<Stream, CancellationToken, Task<byte[]>> framing, Fault? fault = null)
    {
        (_target, ReadAsync, _fault) = (target, framing, fault ?? Fault.None);
        _listener = Bound(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync(_listener);
    }

    internal delegate void ChunkSeen(Passage passage, ReadOnlySpan<byte> chunk);

    /// <summary>What the client sends.</summary>
    internal event ChunkSeen? Asked;

    /// <summary>What the client is sent.</summary>
    internal event ChunkSeen? Reported;

    internal int Port { get; }

    internal Func<Stream, CancellationToken, Task<byte[]>> ReadAsync { get; }

    /// <summary>How many connections have ended.</summary>
    internal int Ended { get; private set; }

    internal Fault Fault => Volatile.Read(ref _fault);

    internal void Ask(Passage passage, ReadOnlySpan<byte> chunk) => Asked?.Invoke(passage, chunk);

    internal void Report(Passage passage, ReadOnlySpan<byte> chunk) => Reported?.Invoke(passage, chunk);

    /// <summary>Switches the fault.</summary>
    internal async Task SwitchAsync(Fault fault)
    {
        var refused = Fault.Refuses;
        Volatile.Write(ref _fault, fault);
        if (refused == fault.Refuses)
            return;
        _listener.Dispose();
        await _accepting;
        // Bound and not listening, the port refuses, and stays ours.
        _listener = Bound(Port);
        if (!fault.Refuses)
            _accepting = AcceptAsync(_listener);
        else
            await ResetAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _fault, Fault.None);
        _listener.Dispose();
        await _accepting;
        await ResetAllAsync();
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task ResetAllAsync()
    {
        foreach (var (passage, running) in _passages)
        {
            passage.Reset();
            await running;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        listener.Listen(16);
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                client.NoDelay = true;
                var passage = new Passage(this, client);
                _passages[passage] = CarryAsync(passage);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Switched off.
        }
    }

    private async Task CarryAsync(Passage passage)
    {
        await passage.RunAsync(_target);
        Ended++;
    }
}
