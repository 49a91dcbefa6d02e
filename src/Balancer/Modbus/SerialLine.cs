using System.Net.Sockets;
using WallboxMqtt.Balancer.Net;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// One serial port that all its devices share: their requests come one after the other, in the order in which they were made. It
/// is open while it is in use. The port may be in this machine, or in a converter that passes bytes on over TCP.
/// </summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="timing">What its speed means in time.</param>
/// <param name="open">Opens it.</param>
/// <param name="time">The clock.</param>
public sealed class SerialLine(string name, RtuTiming timing, Func<CancellationToken, ValueTask<Stream>> open, TimeProvider time)
{
    // After this many requests in a row without an answer, the connection to a converter is dead, or half open.
    private const int MostSilences = 3;

    // The answer to a previous process's request comes within this, or has come during the restart.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(0.5);

    private readonly Func<SerialSettings, CancellationToken, ValueTask<Stream>>? _openAs;
    private readonly TurnQueue _turns = new();
    private readonly Lock _gate = new();
    private ModbusRtuTransport? _transport;
    private int _users;
    private int _silences;

    /// <summary>A port of this machine.</summary>
    /// <param name="settings">The port.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="time">The clock.</param>
    public SerialLine(SerialSettings settings, Func<SerialSettings, CancellationToken, ValueTask<Stream>> open, TimeProvider time)
        : this(settings.ToString(), settings.Timing, cancellation => open(settings, cancellation), time) => (Settings, _openAs) = (settings, open);

    /// <summary>What it is called in messages; the settings are part of it.</summary>
    public string Name => name;

    /// <summary>How the port is set; null if that is not known here.</summary>
    public SerialSettings? Settings { get; }

    /// <summary>True if the port is in a converter on the network.</summary>
    public bool IsRemote { get; internal init; }

    /// <summary>What its speed means in time.</summary>
    internal RtuTiming Timing => timing;

    /// <summary>The port of a converter that passes RTU frames on over TCP as they are. Its speed is not known here.</summary>
    /// <param name="host">Finds the converter.</param>
    /// <param name="port">Its TCP port.</param>
    /// <param name="time">The clock.</param>
    public static SerialLine OverTcp(NameLookup host, int port, TimeProvider time)
    {
        var address = $"rtu+tcp://{ModbusTcpDialer.Authority(host.Host, port)}";
        return new SerialLine(address, RtuTiming.Usual, ConnectAsync, time) { IsRemote = true };

        async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
        {
            try
            {
                return await host.ConnectAsync(port, cancellation);
            }
            catch (SocketException refused)
            {
                throw new ModbusLinkException($"no connection to {address}: {refused.Message}", refused);
            }
        }
    }

    /// <summary>Joins those who use the line; opens it where it is not open, or broken.</summary>
    internal async ValueTask<ModbusRtuTransport> JoinAsync(CancellationToken cancellation)
    {
        await _turns.BeginAsync(cancellation);
        try
        {
            ModbusRtuTransport? broken;
            lock (_gate)
            {
                if (_transport is { IsBroken: false } open)
                {
                    _users++;
                    return open;
                }

                broken = _transport;
                _transport = null;
            }

            if (broken is not null)
                await broken.DisposeAsync();
            var fresh = await OpenAsync(cancellation);
            lock (_gate)
            {
                _transport = fresh;
                _users = 1;
                _silences = 0;
            }

            return fresh;
        }
        finally
        {
            _turns.End();
        }
    }

    /// <summary>Leaves; the last one closes the port.</summary>
    internal async ValueTask LeaveAsync(ModbusRtuTransport transport)
    {
        lock (_gate)
        {
            if (transport != _transport || --_users > 0)
                return;
            _transport = null;
        }

        await transport.DisposeAsync();
    }

    /// <summary>Waits for one's turn; each must be ended.</summary>
    internal ValueTask BeginAsync(CancellationToken cancellation) => _turns.BeginAsync(cancellation);

    /// <summary>Ends one's turn.</summary>
    internal void End() => _turns.End();

    /// <summary>A request was answered. Call it in one's turn.</summary>
    internal void Answered() => _silences = 0;

    /// <summary>A request was not answered. Call it in one's turn. A connection to a converter is opened again after some of these.</summary>
    internal void NotAnswered(ModbusRtuTransport transport)
    {
        if (IsRemote && ++_silences >= MostSilences)
            transport.Abandon();
    }

    /// <summary>Listens without sending; this service sends nothing meanwhile.</summary>
    /// <param name="with">How the port is set for it; null for as it is.</param>
    /// <param name="span">How long; less if a request of another master comes before.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many bytes came and what they ask for; null if others of ours use the line.</returns>
    internal async ValueTask<(int Bytes, OverheardRequest? Request)?> OverhearAsync(SerialSettings? with, TimeSpan span, CancellationToken cancellation)
    {
        await _turns.BeginAsync(cancellation);
        try
        {
            lock (_gate)
            {
                if (_transport is { IsBroken: false })
                    return null;
            }

            await using var port = with is not null && _openAs is { } openAs ? await openAs(with, cancellation) : await open(cancellation);
            return await OverhearAsync(port, span, cancellation);
        }
        finally
        {
            _turns.End();
        }
    }

    // A line that never rests gives more than this: what is asked for on it stands in the last bytes, too.
    private async ValueTask<(int Bytes, OverheardRequest? Request)> OverhearAsync(Stream port, TimeSpan span, CancellationToken cancellation)
    {
        const int most = 4 * RtuFrame.Maximum;
        var began = time.GetTimestamp();
        var (received, count, all) = (new byte[most], 0, 0);
        while (span - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            if (count == most)
            {
                received.AsSpan(most / 2).CopyTo(received);
                count = most / 2;
            }

            int read;
            try
            {
                // If time is up, the read goes on inside: the port is closed next.
                read = await port.ReadAsync(received.AsMemory(count), cancellation).AsTask().WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException)
            {
                break;
            }
            catch (IOException broken)
            {
                throw new ModbusLinkException($"the serial line broke: {broken.Message}", broken);
            }

            if (read == 0)
                break;
            (count, all) = (count + read, all + read);
            if (OverheardRequest.Find(received.AsSpan(0, count)) is { } request)
                return (all, request);
        }

        return (all, null);
    }

    private async ValueTask<ModbusRtuTransport> OpenAsync(CancellationToken cancellation)
    {
        var transport = new ModbusRtuTransport(await open(cancellation), timing, time);
        try
        {
            await transport.QuietAsync(s_quiet, cancellation);
            return transport;
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }
}
