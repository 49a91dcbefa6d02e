namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// One serial port that all its devices share: their requests come one after the other, in the order in which they were made. It
/// is open while anybody uses it.
/// </summary>
/// <param name="settings">The port.</param>
/// <param name="open">Opens it.</param>
/// <param name="time">The clock.</param>
public sealed class SerialLine(SerialSettings settings, Func<SerialSettings, CancellationToken, ValueTask<Stream>> open, TimeProvider time)
{
    // What a process of before may have asked for comes within this, or has come while it was started anew.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(0.5);

    private readonly TurnQueue _turns = new();
    private readonly Lock _gate = new();
    private ModbusRtuTransport? _transport;
    private int _users;

    /// <summary>The port and how it is set.</summary>
    public SerialSettings Settings => settings;

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

    private async ValueTask<ModbusRtuTransport> OpenAsync(CancellationToken cancellation)
    {
        var transport = new ModbusRtuTransport(await open(settings, cancellation), settings.Timing, time);
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
