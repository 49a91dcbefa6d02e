using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>
/// A receive-only FTP endpoint (RFC 959, 2428, 3659), in memory: what an inverter's push service uploads goes to the sink, and
/// nothing touches a disk.
/// </summary>
public sealed class FtpEndpoint(FtpEndpointOptions options, IUploadSink sink, TimeProvider time, ILogger<FtpEndpoint> logger) : IDisposable
{
    private static readonly TimeSpan s_acceptRetry = TimeSpan.FromMilliseconds(500);

    private readonly UploadReceiver _receiver = new(options, sink, time, logger);
    private readonly FtpLoginLog _door = new(logger);
    private Socket? _listener;
    private int _sessions;

    /// <summary>Where it listens; null before <see cref="Bind"/>.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)_listener?.LocalEndPoint;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    public void Bind()
    {
        _listener?.Dispose();
        var listener = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (options.Listen.Address.Equals(IPAddress.IPv6Any))
                listener.DualMode = true;
            listener.Bind(options.Listen);
            listener.Listen(options.MaximumSessions);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listener = listener;
    }

    /// <summary>Accepts sessions until cancelled; ends them with it. Nothing that a client does ends it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var listener = _listener ?? throw new InvalidOperationException("Bind comes first");
        var sessions = new List<Task>();
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var client = await AcceptAsync(listener, cancellation);
                sessions.RemoveAll(session => session.IsCompleted);
                if (client is not null)
                    sessions.Add(ServeAsync(client, cancellation));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The service ends.
        }
        finally
        {
            listener.Dispose();
            await Task.WhenAll(sessions);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();

    // A client that left before it was accepted, or no free descriptor, must not end the endpoint.
    private async Task<Socket?> AcceptAsync(Socket listener, CancellationToken cancellation)
    {
        try
        {
            return await listener.AcceptAsync(cancellation);
        }
        catch (SocketException)
        {
            await Task.Delay(s_acceptRetry, time, cancellation);
            return null;
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellation)
    {
        using var owned = client;
        try
        {
            client.NoDelay = true;
            // Clients send ABOR, or the end of its line, as urgent data, which would be missing from the line otherwise.
            client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
            if (Interlocked.Increment(ref _sessions) > options.MaximumSessions)
            {
                _door.Crowded(options.MaximumSessions, client.RemoteEndPoint);
                await client.SendAsync("421 Too many sessions\r\n"u8.ToArray(), cancellation);
                return;
            }

            using var session = new FtpSession(new FtpSocket(client), options, _receiver, _door, time);
            await session.RunAsync(cancellation);
        }
        catch (Exception gone) when (gone is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, or was silent for too long, or the service ends.
        }
        catch (Exception unexpected)
        {
            Log.SessionFailed(logger, unexpected);
        }
        finally
        {
            Interlocked.Decrement(ref _sessions);
        }
    }
}
