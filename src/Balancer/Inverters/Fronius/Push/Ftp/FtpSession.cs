using System.Text;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>One control connection: reads commands and answers them, also while an upload runs beside it.</summary>
internal sealed partial class FtpSession(
    IFtpConnection connection, FtpEndpointOptions options, UploadReceiver receiver, FtpLoginLog door, TimeProvider time) : IDisposable
{
    private readonly FtpLineReader _lines = new(connection.Control);
    private readonly long _cameAt = time.GetTimestamp();
    private bool _ended;

    /// <summary>Serves until the client leaves, is silent for too long, or the token is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        await SendAsync(new FtpReply(220, "Receives powerFlow.json"), cancellation);
        Task<string?>? next = null;
        try
        {
            while (!_ended)
            {
                next ??= NextLineAsync(cancellation);
                if (_transfer is not null && await Task.WhenAny(next, _transfer) == _transfer)
                {
                    await EndTransferAsync(cancellation);
                    continue;
                }

                if (await next is not { } line)
                    break;
                next = null;
                await HandleAsync(line, cancellation);
            }

            await EndTransferAsync(cancellation);
        }
        finally
        {
            // If the control connection broke, the upload may still be complete; its own timeouts and the token bound the wait.
            if (_transfer is { } transfer)
                await transfer;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _data?.Dispose();
        _abort?.Dispose();
    }

    private async Task HandleAsync(string line, CancellationToken cancellation)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var command = (space < 0 ? line : line[..space]).ToUpperInvariant();
        var argument = space < 0 ? "" : line[(space + 1)..];
        // A password may begin or end with spaces; nothing else may.
        if (command != "PASS")
            argument = argument.Trim();

        if (command == "ABOR" && _transfer is not null)
        {
            await AbortAsync(cancellation);
            return;
        }

        // Everything but these waits for the upload that is under way (RFC 959, section 4.1.3 for QUIT).
        if (command is not ("NOOP" or "STAT"))
            await EndTransferAsync(cancellation);

        var reply = line.Length == 0
            ? new FtpReply(500, "Empty line, or one of more than 512 bytes")
            : AnswerAnyone(command, argument) ?? await LogInAsync(command, argument, cancellation) ?? AnswerUser(command, argument);
        await SendAsync(reply, cancellation);
        if (command is "STOR" or "APPE" && reply.Code == 150)
            BeginTransfer(command, argument, cancellation);
    }

    // Silence counts only while nothing is being uploaded. A client that has not logged in has that long in total, or a few that only
    // send NOOP would keep the inverter out.
    private async Task<string?> NextLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var patience = _loggedIn ? options.IdleTimeout : options.IdleTimeout - time.GetElapsedTime(_cameAt);
            using var deadline = new Deadline(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time, cancellation);
            try
            {
                return await _lines.ReadAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                if (_transfer is { IsCompleted: false })
                    continue;
                await SendAsync(new FtpReply(421, "Silent for too long"), cancellation);
                return null;
            }
        }
    }

    private async Task SendAsync(FtpReply reply, CancellationToken cancellation)
    {
        using var deadline = new Deadline(options.DataTimeout, time, cancellation);
        await connection.Control.WriteAsync(Encoding.UTF8.GetBytes(reply.ToString()), deadline.Token);
    }
}
