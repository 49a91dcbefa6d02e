using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Reads an EVC04 for users, each register by itself, and never writes. Not for steering.</summary>
public sealed class Evc04Survey(IModbusDialer dialer, byte unit, TimeProvider time) : IAsyncDisposable
{
    // Boxes were seen to take 3 s for a text.
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan s_longestDial = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // What every EVC04 answers: who does not answer this answers nothing.
    private static readonly Evc04Register s_witness = Evc04Registers.ChargingCurrent;

    private ModbusClient? _client;

    /// <summary>How long a wallbox that has dropped the connection may refuse a new one: its failsafe time, and a little more.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long all of it may take, but for one answer; what was not read by then stays unread.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Opens the connection again.</summary>
    /// <exception cref="ModbusLinkException">It cannot be opened within 3 s.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        using var deadline = new Deadline(s_longestDial, time, cancellation);
        try
        {
            _client = new ModbusClient(await dialer.DialAsync(deadline.Token), unit, time);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ModbusLinkException($"no connection to {dialer.Address} within {Seconds.Print(s_longestDial)}");
        }
    }

    /// <summary>
    /// Reads registers over the open connection, the setpoint (5004) before all others. A register without an answer is asked for once more
    /// behind the others. Some firmware closes the connection at a register that it does not know: then it is opened again.
    /// </summary>
    /// <param name="registers">Which, the most important first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One answer a register, in the same order, and why not all could be read (null if all could).</returns>
    /// <exception cref="ModbusException">It does not answer at all.</exception>
    public async ValueTask<(ImmutableArray<RegisterAnswer> Answers, string? Fault)> ReadAsync(
        ImmutableArray<Evc04Register> registers, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var answers = new Dictionary<Evc04Register, RegisterAnswer> { [s_witness] = await GreetAsync(cancellation) };
        var missed = new Dictionary<Evc04Register, string>();
        string? fault = null;
        for (var pass = 0; pass < 2 && fault is null; pass++)
        {
            Evc04Register[] left = [.. registers.Where(register => !answers.ContainsKey(register))];
            foreach (var register in left)
            {
                if (time.GetElapsedTime(began) >= Longest)
                {
                    fault = $"ended after {Seconds.Print(Longest)}, because too many registers do not answer";
                    break;
                }

                var (answer, miss, lost) = await TryAsync(register, cancellation);
                if (answer is not null)
                    answers[register] = answer;
                else if (missed.TryAdd(register, miss!) is false)
                    answers[register] = new RegisterAnswer(register, default, $"{RegisterAnswer.Mute} ({miss})") { Outcome = RegisterOutcome.Mute };
                if (answer is not null || (pass > 0 && register == left[^1]))
                    continue;
                if ((lost || !await AnswersAsync(cancellation)) && !await ReconnectAsync(Longest - time.GetElapsedTime(began), cancellation))
                {
                    fault = $"the connection was lost at register {register.Address} ({miss}) and could not be opened again";
                    break;
                }
            }
        }

        return ([.. registers.Select(register => answers.GetValueOrDefault(register) ?? Unread(register, missed.GetValueOrDefault(register)))], fault);
    }

    /// <summary>Reads the whole map; see <see cref="ReadAsync(ImmutableArray{Evc04Register}, CancellationToken)"/>.</summary>
    /// <inheritdoc cref="ReadAsync(ImmutableArray{Evc04Register}, CancellationToken)" path="/exception" />
    public ValueTask<(ImmutableArray<RegisterAnswer> Answers, string? Fault)> ReadAllAsync(CancellationToken cancellation) =>
        ReadAsync(Evc04Registers.All, cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        await client.DisposeAsync();
    }

    private static RegisterAnswer Unread(Evc04Register register, string? miss) =>
        new(register, default, miss is null ? "not read" : $"not read: {miss}") { Outcome = RegisterOutcome.Unread };

    // One lost request is no sign of anything.
    private async ValueTask<RegisterAnswer> GreetAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(s_witness, cancellation);
        }
        catch (ModbusSilenceException)
        {
            return await ReadAsync(s_witness, cancellation);
        }
    }

    // What the device refuses is an answer.
    private async ValueTask<RegisterAnswer> ReadAsync(Evc04Register register, CancellationToken cancellation)
    {
        var client = _client ?? throw new ModbusLinkException("not connected");
        var words = new byte[register.Count * 2];
        var asked = time.GetTimestamp();
        try
        {
            await client.ReadAsync(register.Function, register.Address, words, s_longestAnswer, cancellation);
            return new RegisterAnswer(register, words) { Took = time.GetElapsedTime(asked) };
        }
        catch (ModbusDeviceException refusal)
        {
            return new RegisterAnswer(register, default, $"{(refusal.Code is 1 or 2 ? "not in this firmware" : "refused")}: {refusal.Reason}")
            {
                Outcome = RegisterOutcome.Refused,
                Took = time.GetElapsedTime(asked),
            };
        }
    }

    private async ValueTask<(RegisterAnswer? Answer, string? Miss, bool Lost)> TryAsync(Evc04Register register, CancellationToken cancellation)
    {
        try
        {
            return (await ReadAsync(register, cancellation), null, false);
        }
        catch (ModbusSilenceException silence)
        {
            return (null, silence.Message, false);
        }
        catch (ModbusLinkException lost)
        {
            return (null, lost.Message, true);
        }
    }

    // A register that is mute, or a wallbox that is gone?
    private async ValueTask<bool> AnswersAsync(CancellationToken cancellation) => (await TryAsync(s_witness, cancellation)).Answer is not null;

    // A wallbox that takes no new master yet lets it in and closes at once: only an answer counts.
    private async ValueTask<bool> ReconnectAsync(TimeSpan left, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        var patience = left < Patience ? left : Patience;
        while (true)
        {
            try
            {
                await ConnectAsync(cancellation);
                if (await AnswersAsync(cancellation))
                    return true;
            }
            catch (ModbusLinkException)
            {
                // Not yet.
            }

            if (time.GetElapsedTime(since) >= patience)
                return false;
            await Task.Delay(s_pause, time, cancellation);
        }
    }
}
