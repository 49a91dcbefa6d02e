namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Modbus RTU framing over any stream (Modbus over Serial Line V1.02, section 2.5). RTU numbers no requests: an answer is known by
/// its unit, function, length, echoed data and CRC alone, so the caller must let the time for late answers pass after a request
/// that was not answered (<see cref="SerialDialer"/> does). An adapter that echoes what it sends is detected by the first
/// answer that looks unlike its request: function 6 must not be the first, since its answer looks like its echo.
/// </summary>
public sealed class ModbusRtuTransport(Stream stream, RtuTiming timing, TimeProvider time) : IModbusTransport
{
    /// <inheritdoc />
    public bool OutlivesSilence => false;

    // More bytes than this before an answer may be a request given back with an error in it.
    private const int StrayBytes = 3;
    private const int Capacity = 4 * RtuFrame.Maximum;

    // A whole answer's bytes, and then nothing: what is still missing will not come. Adapters hand on in pieces, up to 16 ms apart.
    private static readonly TimeSpan s_over = TimeSpan.FromSeconds(0.25);

    private readonly byte[] _outgoing = new byte[RtuFrame.Maximum];
    private readonly byte[] _piece = new byte[RtuFrame.Maximum];
    private readonly byte[] _received = new byte[Capacity];
    private int _count;
    private Task<int>? _reading;
    private long _lastByteAt = time.GetTimestamp();
    private bool? _givesBack;
    private bool _echoPassed;

    /// <summary>True once the line itself failed: it has to be opened again.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>When the latest request was sent, on the monotonic clock.</summary>
    public long SentAt { get; private set; }

    private Span<byte> Received => _received.AsSpan(0, _count);

    /// <summary>Waits until nothing has been received for a while; everything received until then is discarded.</summary>
    /// <exception cref="ModbusLinkException">The line failed.</exception>
    public async ValueTask QuietAsync(TimeSpan silence, CancellationToken cancellation)
    {
        _lastByteAt = time.GetTimestamp();
        await GuardAsync(() => SilenceAsync(silence, cancellation));
        _count = 0;
    }

    /// <inheritdoc />
    public async ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
    {
        var length = RtuFrame.Write(unit, request.Span, _outgoing);
        if (_givesBack is null && _outgoing[1] == (byte)ModbusFunction.WriteSingleRegister)
            throw new ModbusLinkException("a write came before the first clean answer to a read: its answer could not be distinguished from an echo");
        var answered = 0;
        await GuardAsync(async () =>
        {
            await SilenceAsync(timing.Silence, cancellation);
            if (RtuFrame.IndexOfAnswer(Received, unit) >= 0)
                throw new ModbusLinkException($"an answer of unit {unit} that was not expected: too late, or a second master is on the line");
            _count = 0;
            _echoPassed = false;
            await SendAsync(_outgoing.AsMemory(0, length), cancellation);
            answered = await AnswerAsync(length, reply, cancellation);
        });
        return answered;
    }

    /// <summary>The line is dead: it has to be opened again.</summary>
    public void Abandon() => IsBroken = true;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        IsBroken = true;
        await stream.DisposeAsync();
        // Closed meanwhile: its outcome is no longer awaited.
        _ = _reading?.ContinueWith(static read => read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async ValueTask GuardAsync(Func<ValueTask> act)
    {
        if (IsBroken)
            throw new ModbusLinkException("the serial line is closed");
        try
        {
            await act();
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            IsBroken = true;
            throw new ModbusLinkException($"the serial line broke: {broken.Message}", broken);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        SentAt = time.GetTimestamp();
        try
        {
            await stream.WriteAsync(frame, cancellation);
        }
        catch (OperationCanceledException)
        {
            // It is unknown how much of it is on the line, and when the rest will be.
            IsBroken = true;
            throw;
        }

        SentAt = _lastByteAt = time.GetTimestamp();
    }

    private async ValueTask SilenceAsync(TimeSpan silence, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            StartReading();
            if (_reading!.IsCompleted)
            {
                await TakeAsync();
                continue;
            }

            var left = silence - time.GetElapsedTime(_lastByteAt);
            if (left <= TimeSpan.Zero)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellation);
        }
    }

    private async ValueTask<int> AnswerAsync(int requestLength, Memory<byte> reply, CancellationToken cancellation)
    {
        var answerLength = RtuFrame.AnswerLength(_outgoing);
        var deaf = false;
        while (true)
        {
            try
            {
                StartReading();
                await _reading!.WaitAsync(_count < answerLength ? Timeout.InfiniteTimeSpan : timing.Silence + s_over, time, cancellation);
            }
            catch (TimeoutException) when (!_reading!.IsCompleted)
            {
                deaf = true;
            }
            catch (TimeoutException)
            {
                // It has come in the same moment.
            }
            catch (OperationCanceledException) when ((_count > 0 || _echoPassed) && !IsBroken)
            {
                deaf = true;
            }

            if (deaf)
                throw IsModbusTcp() ? OtherFraming() : new ModbusLinkException(Garbled(requestLength));
            await TakeAsync();
            if (Match(requestLength, reply) is var length and > 0)
                return length;
        }
    }

    // One read is always under way, also between two exchanges and without a token: serial ports do not honour one reliably, and
    // a read given up would swallow the next bytes.
    private void StartReading() => _reading ??= stream.ReadAsync(_piece, CancellationToken.None).AsTask();

    private async ValueTask TakeAsync()
    {
        var count = await _reading!;
        _reading = null;
        if (count == 0)
            throw new IOException("it was closed at the other end, or the adapter is unplugged");
        if (_count + count > Capacity)
            Drop(_count - RtuFrame.Maximum);
        _piece.AsSpan(0, count).CopyTo(_received.AsSpan(_count));
        _count += count;
        _lastByteAt = time.GetTimestamp();
        StartReading();
    }

    // The length of the answer's protocol data unit; 0 while it is not there.
    private int Match(int requestLength, Memory<byte> reply)
    {
        var request = _outgoing.AsSpan(0, requestLength);
        if (!PassEcho(request))
            return 0;
        while (_count > 0 && _received[0] != request[0] && RtuFrame.TryRead(Received, out var other))
            Drop(other);
        for (var i = 0; i + RtuFrame.ExceptionLength <= _count; i++)
        {
            if (!RtuFrame.IsAnswer(Received[i..], request, out var length))
                continue;
            if (!_echoPassed && i <= StrayBytes)
                _givesBack ??= false;
            Received.Slice(i + 1, length - 3).CopyTo(reply.Span);
            Drop(i + length);
            return length - 3;
        }

        return RtuFrame.IndexOfAnswer(Received, request[0]) < 0
            ? 0
            : throw new ModbusLinkException($"unit {request[0]} answered something other than the request: {Convert.ToHexString(Received)}");
    }

    // False while an echo may still be coming. The answer to function 6 looks like its echo: that one is never taken for two.
    private bool PassEcho(ReadOnlySpan<byte> request)
    {
        var likeItsAnswer = request[1] == (byte)ModbusFunction.WriteSingleRegister;
        if (_echoPassed || (likeItsAnswer && _givesBack != true))
            return true;
        if (Received.IndexOf(request) is var at and >= 0)
        {
            _givesBack = _echoPassed = true;
            Drop(at + request.Length);
            return true;
        }

        return !likeItsAnswer && (_count >= request.Length || !request.StartsWith(Received));
    }

    private void Drop(int bytes)
    {
        _received.AsSpan(bytes, _count - bytes).CopyTo(_received);
        _count -= bytes;
    }

    private static ModbusLinkException OtherFraming() =>
        new("it answers in frames of Modbus TCP: write tcp:// in the URL, or set the converter to pass RTU frames on as they are") { OtherFraming = true };

    private bool IsModbusTcp() =>
        _count > MbapFrame.HeaderLength && MbapFrame.Fault(Received) is null && MbapFrame.Length(Received) == _count && (_received[MbapFrame.HeaderLength] & 0x7F) == _outgoing[1];

    private string Garbled(int requestLength) =>
        _echoPassed && _count == 0 ? "only our own request came back: the device does not answer"
        : $"{_count} bytes that are no answer to {Convert.ToHexString(_outgoing.AsSpan(0, requestLength))}: {Convert.ToHexString(Received[..Math.Min(_count, 16)])}; noise, or another baud rate or parity than the device's";
}
