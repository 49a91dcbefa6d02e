using System.Buffers.Binary;

namespace WallboxMqtt.Simulator.Evc04;

/// <summary>Serves one master over any stream: Modbus TCP framing, unit check, and the end of it when the failsafe strikes.</summary>
public sealed class MasterLink(SimulatedEvc04 box, byte unit, TimeProvider time)
{
    private const int HeaderLength = 7;
    private const int MaximumPdu = 253;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Serves until the master closes, the failsafe strikes, or the token is cancelled; then the stream is closed.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        using var struck = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Struck() => struck.Cancel();
        box.FailsafeStruck += Struck;
        box.MasterCame();
        try
        {
            await AnswerAllAsync(stream, struck.Token);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The master is gone, or has to go.
        }
        finally
        {
            box.FailsafeStruck -= Struck;
            box.MasterWent();
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
            if (request[6] != unit)
                continue;
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency, time, cancellation);
            var answered = box.Answer(request.AsSpan(HeaderLength, length - 1), reply.AsSpan(HeaderLength));
            request.AsSpan(0, HeaderLength).CopyTo(reply);
            BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(4), (ushort)(answered + 1));
            await stream.WriteAsync(reply.AsMemory(0, HeaderLength + answered), cancellation);
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
