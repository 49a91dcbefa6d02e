using System.Buffers.Binary;

namespace WallboxMqtt.Simulator.Modbus;

/// <summary>
/// A device on a serial line: RTU framing, unit check. A line has no connections: a master is connected with its first request, and
/// gone once the device hangs up.
/// </summary>
/// <param name="unit">The only unit that is served; null leaves the choice to the device.</param>
/// <param name="device">Answers.</param>
/// <param name="time">Clock of the latency.</param>
public sealed class SerialSlave(IModbusDevice device, byte? unit, TimeProvider time)
{
    private const int MaximumFrame = 256;
    private const int ShortestFrame = 8;

    private readonly byte[] _received = new byte[2 * MaximumFrame];
    private readonly byte[] _reply = new byte[MaximumFrame];
    private int _count;
    private bool _hungUp;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Serves until the line ends or the token is cancelled; then it is closed.</summary>
    /// <returns>Why the line ended; null if the token was cancelled.</returns>
    public async Task<string?> ServeAsync(Stream line, CancellationToken cancellation)
    {
        var master = false;
        void HangUp() => Volatile.Write(ref _hungUp, true);
        try
        {
            while (true)
            {
                var count = await line.ReadAsync(_received.AsMemory(_count), cancellation);
                if (count == 0)
                    return "closed";
                _count += count;
                while (TakeRequest() is { } request)
                {
                    if (Interlocked.Exchange(ref _hungUp, false) && master)
                    {
                        device.MasterWent(HangUp);
                        master = false;
                    }

                    if (!master)
                        device.MasterCame(HangUp);
                    master = true;
                    await AnswerAsync(line, request, cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (IOException broken)
        {
            return broken.Message;
        }
        finally
        {
            if (master)
                device.MasterWent(HangUp);
            await line.DisposeAsync();
        }
    }

    /// <summary>Frames bytes for the line.</summary>
    internal static byte[] Frame(ReadOnlySpan<byte> unitAndPdu)
    {
        var crc = Crc(unitAndPdu);
        return [.. unitAndPdu, (byte)crc, (byte)(crc >> 8)];
    }

    private async ValueTask AnswerAsync(Stream line, byte[] request, CancellationToken cancellation)
    {
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time, cancellation);
        _reply[0] = request[0];
        var answer = device.Respond(request[0], request.AsSpan(1), _reply.AsSpan(1));
        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, time, cancellation);
        if (answer is { Length: > 0, Closes: false })
            await line.WriteAsync(Frame(_reply.AsSpan(0, answer.Length + 1)), cancellation);
    }

    // The next request for this unit, without its CRC; what stands before it is noise or talk of others.
    private byte[]? TakeRequest()
    {
        for (var i = 0; i + ShortestFrame <= _count; i++)
        {
            var frame = _received.AsSpan(i, _count - i);
            var length = frame[1] == 16 && frame.Length > 6 ? 9 + frame[6] : ShortestFrame;
            if ((unit is { } only && frame[0] != only) || frame.Length < length || BinaryPrimitives.ReadUInt16LittleEndian(frame[(length - 2)..]) != Crc(frame[..(length - 2)]))
                continue;
            var request = frame[..(length - 2)].ToArray();
            Drop(i + length);
            return request;
        }

        if (_count >= MaximumFrame)
            Drop(_count - MaximumFrame + 1);
        return null;
    }

    private void Drop(int bytes)
    {
        _received.AsSpan(bytes, _count - bytes).CopyTo(_received);
        _count -= bytes;
    }

    // Bit by bit, as the appendix of "Modbus over Serial Line" has it, and not shared with the client that it is to test.
    private static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
                crc = (((crc ^ (b >> bit)) & 1) * 0xA001) ^ (crc >> 1);
        }

        return (ushort)crc;
    }
}
