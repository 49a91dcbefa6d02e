using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Reads an EVC04 for people, each register by itself, and never writes. Not for steering.</summary>
public sealed class Evc04Survey(IModbusDialer dialer, byte unit, TimeProvider time) : IAsyncDisposable
{
    private const int MostLosses = 3;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private ModbusClient? _client;

    /// <summary>How long a wallbox that has dropped the connection may refuse a new one: its failsafe time, and a little more.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Opens the connection anew.</summary>
    /// <exception cref="ModbusLinkException">It cannot be opened within 3 s.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        using var late = new CancellationTokenSource(s_longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            _client = new ModbusClient(await dialer.DialAsync(either.Token), unit, time);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ModbusLinkException($"no connection to {dialer.Address} within {Seconds.Print(s_longest)}");
        }
    }

    /// <summary>Reads one register. What the device refuses is an answer.</summary>
    /// <exception cref="ModbusLinkException">The connection broke, or no answer came within 3 s; it is of no more use.</exception>
    public async ValueTask<RegisterAnswer> ReadAsync(Evc04Register register, CancellationToken cancellation)
    {
        var client = _client ?? throw new ModbusLinkException("not connected");
        var words = new byte[register.Count * 2];
        try
        {
            await client.ReadAsync(register.Function, register.Address, words, s_longest, cancellation);
            return new RegisterAnswer(register, words);
        }
        catch (ModbusSilenceException silent)
        {
            throw new ModbusLinkException(silent.Message, silent);
        }
        catch (ModbusDeviceException refusal)
        {
            return new RegisterAnswer(register, default, $"{(refusal.Code is 1 or 2 ? "not in this firmware" : "refused")}: {refusal.Reason}");
        }
    }

    /// <summary>
    /// Reads the whole map over the open connection, optional registers last. Some firmware closes the connection on a register that it does not
    /// know: then it is opened again.
    /// </summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One answer a register, in the map's order, and why the rest could not be read (null where all could).</returns>
    /// <exception cref="ModbusLinkException">It does not answer at all.</exception>
    public async ValueTask<(ImmutableArray<RegisterAnswer> Answers, string? Fault)> ReadAllAsync(CancellationToken cancellation)
    {
        var answers = ImmutableArray.CreateBuilder<RegisterAnswer>(Evc04Registers.All.Length);
        string? fault = null;
        var losses = 0;
        foreach (var register in Evc04Registers.All)
        {
            try
            {
                answers.Add(fault is null ? await ReadAsync(register, cancellation) : new RegisterAnswer(register, default, "not read"));
            }
            catch (ModbusLinkException lost) when (answers.Count > 0)
            {
                answers.Add(new RegisterAnswer(register, default, $"{(register.Optional ? "not in this firmware" : "not read")}: {lost.Message}"));
                if (register == Evc04Registers.All[^1])
                    break;
                losses += register.Optional ? 0 : 1;
                if (losses >= MostLosses || !await ReconnectAsync(cancellation))
                    fault = $"the connection was lost at register {register.Address} ({lost.Message}) and could not be had again";
            }
        }

        return (answers.ToImmutable(), fault);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        await client.DisposeAsync();
    }

    // A wallbox that takes no new master yet lets it in and closes at once: only an answer counts.
    private async ValueTask<bool> ReconnectAsync(CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                await ConnectAsync(cancellation);
                await ReadAsync(Evc04Registers.ChargingCurrent, cancellation);
                return true;
            }
            catch (ModbusLinkException)
            {
                if (time.GetElapsedTime(since) >= Patience)
                    return false;
            }

            await Task.Delay(s_pause, time, cancellation);
        }
    }
}
