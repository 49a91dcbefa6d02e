using System.Buffers.Binary;

namespace WallboxMqtt.Simulator.Modbus;

/// <summary>Serves one master over any stream: Modbus TCP framing, unit check, and the end of it when the device hangs up.</summary>
/// <param name="device">Answers.</param>
/// <param name="unit">The only unit there is; null leaves that to the device.</param>
/// <param name="time">Clock of the latency.</param>
public sealed class MasterLink(IModbusDevice device, byte? unit, TimeProvider time)
{
    private const int HeaderLength = 7;
    private const int MaximumPdu = 253;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Serves until the master closes, the device hangs up, or the token is cancelled; then the stream is closed.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void HangUp() => hungUp.Cancel();
        device.MasterCame(HangUp);
        try
        {
            await AnswerAllAsync(stream, hungUp.Token);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The master is gone, or has to go.
        }
        finally
        {
            device.MasterWent(HangUp);
            await stream.DisposeAsync();
        }
    }

    private async Task AnswerAllAsync(Stream stream, CancellationToken cancellation)
    {
        var request = new byte[HeaderLength + MaximumPdu];
        var reply = new byte[HeaderLength + MaximumPdu];
        while (await FillAsync(stream, request.AsMemory(0, HeaderLength), cancellation))
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(4));
            if (length is < 2 or > MaximumPdu + 1 || !await FillAsync(stream, request.AsMemory(HeaderLength, length - 1), cancellation))
                return;

            // A request for another unit is not ours: it gets no answer.
            if (unit is { } only && request[6] != only)
                continue;
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency, time, cancellation);
            var answer = device.Respond(request[6], request.AsSpan(HeaderLength, length - 1), reply.AsSpan(HeaderLength));
            if (answer.Delay > TimeSpan.Zero)
                await Task.Delay(answer.Delay, time, cancellation);
            if (answer.Closes)
                return;
            if (answer.Length == 0)
                continue;
            request.AsSpan(0, HeaderLength).CopyTo(reply);
            BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(4), (ushort)(answer.Length + 1));
            await stream.WriteAsync(reply.AsMemory(0, HeaderLength + answer.Length), cancellation);
        }
    }

    private static async ValueTask<bool> FillAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var read = await stream.ReadAsync(buffer, cancellation);
            if (read == 0)
                return false;
            buffer = buffer[read..];
        }

        return true;
    }
}
