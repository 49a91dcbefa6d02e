using System.Net.Sockets;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <content>The upload that runs beside the commands.</content>
internal sealed partial class FtpSession
{
    private IDataConnection? _data;
    private Task<FtpReply>? _transfer;
    private CancellationTokenSource? _abort;

    private void BeginTransfer(string command, string argument, CancellationToken cancellation)
    {
        var path = FtpPath.Resolve(_directory, argument)!;
        var append = command == "APPE";
        var before = append || _restartAt > 0 ? receiver.Store.Get(path) : null;
        // Another session may have shortened it since.
        var kept = append ? before : before.AsMemory(0, Math.Min(_restartAt, before?.Length ?? 0));
        var data = _data!;
        _data = null;
        _restartAt = 0;
        _abort?.Dispose();
        _abort = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _transfer = TransferAsync(data, path, kept, append, _abort.Token);
    }

    private async Task<FtpReply> TransferAsync(
        IDataConnection data, string path, ReadOnlyMemory<byte> before, bool append, CancellationToken abort)
    {
        using var owned = data;
        try
        {
            using var deadline = new Deadline(options.DataTimeout, time, abort);
            await using var stream = await data.OpenAsync(deadline.Token);
            return await receiver.ReceiveAsync(stream, path, before, append, abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return new FtpReply(426, "Aborted");
        }
        catch (OperationCanceledException)
        {
            return new FtpReply(425, "The data connection took too long");
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            var code = (broken as SocketException ?? broken.InnerException as SocketException)?.SocketErrorCode;
            return new FtpReply(426, $"The data connection broke: {code}");
        }
    }

    private async Task EndTransferAsync(CancellationToken cancellation)
    {
        if (_transfer is not { } transfer)
            return;
        var reply = await transfer;
        _transfer = null;
        await SendAsync(reply, cancellation);
    }

    // RFC 959, section 4.1.3: 426 for the upload, then 226 for the ABOR. An upload that has ended by itself gets its own reply first.
    private async Task AbortAsync(CancellationToken cancellation)
    {
        Abort();
        await EndTransferAsync(cancellation);
        await SendAsync(new FtpReply(226, "Aborted"), cancellation);
    }

    // At once and on this thread: nothing that hangs on it takes long, and a simulated world has no other.
    private void Abort() => _abort!.Cancel();
}
