using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// A serial port's stream with the habits of a socket's: tokens are honoured and not collected (the port keeps one registration a
/// read for as long as the token lives), a port that is gone is an <see cref="IOException"/>, and closing blocks no caller.
/// </summary>
internal sealed class OpenedPort(Stream port) : Stream
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);
    private bool _closed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A read that is cancelled goes on inside and takes the next bytes: only closing is left then.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await port.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            throw Gone(gone);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await port.WriteAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            throw Gone(gone);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        // The kernel may hold a close until its output is out, which an adapter that hangs never lets happen.
        await Task.WhenAny(Task.Run(Dispose), Task.Delay(s_longest, BootClock.Instance, CancellationToken.None));
        await base.DisposeAsync();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (!Interlocked.Exchange(ref _closed, true))
                port.Dispose();
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // It was gone already.
        }

        base.Dispose(disposing);
    }

    private static bool IsGone(Exception thrown) =>
        thrown is IOException or ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException;

    private static IOException Gone(Exception thrown) => new($"{thrown.Message.TrimEnd('.')}; is the adapter unplugged?", thrown);
}
