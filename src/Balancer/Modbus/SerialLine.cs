using System.Net.Sockets;
using WallboxMqtt.Balancer.Net;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// One serial port that all its devices share: their requests come one after the other, in the order in which they were made. It
/// is open while anybody uses it. The port may be in this machine, or in a converter that passes bytes on over TCP.
/// </summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="timing">What its speed means in time.</param>
/// <param name="open">Opens it.</param>
/// <param name="time">The clock.</param>
public sealed class SerialLine(string name, RtuTiming timing, Func<CancellationToken, ValueTask<Stream>> open, TimeProvider time)
{
    // So many requests in a row without an answer: the connection to a converter is dead, or half open.
    private const int MostSilences = 3;

    // What a process of before may have asked for comes within this, or has come while it was started anew.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(0.5);

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
        : this(settings.ToString(), settings.Timing, cancellation => open(settings, cancellation), time)
    {
    }

    /// <summary>What it is called in messages; the settings are part of it.</summary>
    public string Name => name;

    /// <summary>True where the port is in a converter on the network.</summary>
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

    /// <summary>A request was not answered. Call it in one's turn. A connection to a converter is opened anew behind some of these.</summary>
    internal void NotAnswered(ModbusRtuTransport transport)
    {
        if (IsRemote && ++_silences >= MostSilences)
            transport.Abandon();
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
