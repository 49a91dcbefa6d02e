using System.IO.Ports;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// The way to one unit on a serial line. Requests are not numbered there, so that after one that was not answered the next is
/// held back until a late answer would have come: it could be taken for that of the next.
/// </summary>
/// <param name="line">The line, shared with other units.</param>
/// <param name="time">The clock.</param>
public sealed class SerialDialer(SerialLine line, TimeProvider time) : IModbusDialer
{
    private long? _unansweredAt;

    /// <summary>A device that has not answered after this long will not answer any more.</summary>
    public static TimeSpan LatestAnswer { get; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public string Address => line.Name;

    /// <inheritdoc />
    public string ExplainSilence(string fault, string otherwise) =>
        line.IsRemote
            ? $"no answer through the converter at {line.Name} ({fault}): are A and B swapped, are the converter's baud rate and parity and the unit the device's, is it switched on? If the converter is set to Modbus TCP, write tcp:// in the URL"
            : $"it does not answer on {line.Name} ({fault}): are A and B swapped, are baud rate, parity and unit the device's, is it switched on?";

    /// <inheritdoc />
    public async ValueTask<LineTraffic?> OverhearAsync(TimeSpan span, CancellationToken cancellation)
    {
        if (await line.OverhearAsync(null, span, cancellation) is not { } own)
            return null;
        if (line.Settings is not { } settings)
            return new LineTraffic($"{Seconds.Print(span)} at the converter's settings", own.Bytes, own.Request, "the converter's settings");

        // A wallbox that is the master on its meter's bus was measured to speak this way.
        var bus = settings with { Baud = 9600, Parity = Parity.Even, StopBits = StopBits.One };
        var listened = $"{Seconds.Print(span)} at {settings.Format}";
        if (own.Request is not null || bus == settings || await OverhearAsync(bus, span, cancellation) is not { } other)
            return new LineTraffic(listened, own.Bytes, own.Request, settings.Format);
        return new LineTraffic($"{listened} and {Seconds.Print(span)} at {bus.Format}", Math.Max(own.Bytes, other.Bytes), other.Request, bus.Format);
    }

    // Not every port takes every setting.
    private async ValueTask<(int Bytes, OverheardRequest? Request)?> OverhearAsync(SerialSettings with, TimeSpan span, CancellationToken cancellation)
    {
        try
        {
            return await line.OverhearAsync(with, span, cancellation);
        }
        catch (ModbusLinkException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        var transport = await line.JoinAsync(cancellation);
        try
        {
            if (_unansweredAt is { } sent && LatestAnswer - time.GetElapsedTime(sent) is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, time, cancellation);
                await ForgetAsync(transport, cancellation);
            }

            return new Lease(this, line, transport);
        }
        catch
        {
            await line.LeaveAsync(transport);
            throw;
        }
    }

    // The late answer, if it came.
    private async ValueTask ForgetAsync(ModbusRtuTransport transport, CancellationToken cancellation)
    {
        await line.BeginAsync(cancellation);
        try
        {
            await transport.QuietAsync(line.Timing.Silence, cancellation);
        }
        finally
        {
            line.End();
        }
    }

    private sealed class Lease(SerialDialer dialer, SerialLine line, ModbusRtuTransport transport) : IModbusTransport
    {
        /// <inheritdoc />
        public bool OutlivesSilence => false;

        private bool _ended;
        private bool _left;

        public async ValueTask<int> ExchangeAsync(byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
        {
            if (_ended)
                throw new ModbusLinkException("this connection has failed before");
            _ended = true;
            await line.BeginAsync(cancellation);
            try
            {
                var length = await transport.ExchangeAsync(unit, request, reply, cancellation);
                dialer._unansweredAt = null;
                line.Answered();
                _ended = false;
                return length;
            }
            catch
            {
                dialer._unansweredAt = transport.SentAt;
                line.NotAnswered(transport);
                throw;
            }
            finally
            {
                line.End();
            }
        }

        public ValueTask DisposeAsync()
        {
            if (_left)
                return ValueTask.CompletedTask;
            _left = true;
            return line.LeaveAsync(transport);
        }
    }
}
