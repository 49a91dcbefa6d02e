using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Drives an EVC04 over Modbus.</summary>
public sealed class Evc04Charger(IModbusDialer dialer, Evc04Options options, TimeProvider time) : ICharger
{
    private const ushort AliveSign = 1;
    private const int NumberLength = 2;
    private static readonly ImmutableArray<RegisterBlock> s_steering = Blocks(ReadPace.Steering);
    private static readonly RegisterBlock s_setpoint = s_steering.Single(block => block.Address == Evc04Registers.ChargingCurrent.Address);
    private static readonly ImmutableArray<RegisterBlock> s_display = Blocks(ReadPace.Display);
    private static readonly ImmutableArray<RegisterBlock> s_slow = Blocks(ReadPace.Slow);

    private static readonly TimeSpan s_forgiven = TimeSpan.FromSeconds(30);

    private readonly Evc04Image _image = new();
    private readonly HashSet<RegisterBlock> _refused = [];
    private readonly byte[] _answer = new byte[250];
    private ModbusClient? _client;
    private ReadPlan _plan = new(s_steering, s_display, s_slow);
    private long _slowReadAt;
    private long _refusedAt;

    /// <inheritdoc />
    public string Address => dialer.Address;

    /// <inheritdoc />
    public bool IsOpen => _client is not null;

    /// <inheritdoc />
    public ChargerIdentity? Identity { get; private set; }

    /// <inheritdoc />
    public ChargerReading Reading => Evc04Decoder.Reading(_image);

    /// <inheritdoc />
    public long SetpointReads { get; private set; }

    /// <inheritdoc />
    public FailsafeReport? Failsafe { get; private set; }

    private ModbusClient Client => _client ?? throw new ModbusLinkException("not connected");

    /// <inheritdoc />
    public async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        await DisconnectAsync();
        _client = new ModbusClient(await DialAsync(cancellation), options.Unit, time);
        await GreetAsync(cancellation);
        // Its texts are its slowest answers. Once they are known, control comes back first.
        var known = Identity is not null;
        foreach (var block in s_slow.Where(block => !known || block.Count <= NumberLength))
            await ReadOrForgetAsync(block, cancellation);
        await EnsureFailsafeAsync(cancellation);
        _slowReadAt = time.GetTimestamp();
        if (known)
            _plan.RequestSlow();
        else
            Identity = Evc04Decoder.Identity(_image);
    }

    /// <inheritdoc />
    public async ValueTask DisconnectAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        _image.Clear();
        _refused.Clear();
        _plan = new ReadPlan(s_steering, s_display, s_slow);
        await client.DisposeAsync();
    }

    /// <inheritdoc />
    public ValueTask WriteSetpointAsync(int amperes, CancellationToken cancellation) =>
        amperes is 0 or (>= Policy.Setpoints.Minimum and <= Policy.Setpoints.Maximum)
            ? WriteAsync(Evc04Registers.ChargingCurrent, amperes, cancellation)
            : throw new ArgumentOutOfRangeException(nameof(amperes), amperes, "0, or 6 to 32");

    /// <inheritdoc />
    public ValueTask WriteAliveAsync(CancellationToken cancellation) => WriteAsync(Evc04Registers.Alive, AliveSign, cancellation);

    /// <inheritdoc />
    public void BeginReads()
    {
        if (time.GetElapsedTime(_refusedAt) >= s_forgiven)
        {
            _refusedAt = time.GetTimestamp();
            _refused.Clear();
        }

        if (time.GetElapsedTime(_slowReadAt) >= options.SlowInterval)
        {
            _slowReadAt = time.GetTimestamp();
            _plan.RequestSlow();
        }

        _plan.Begin();
    }

    /// <inheritdoc />
    public async ValueTask<ReadProgress> ReadNextAsync(CancellationToken cancellation)
    {
        switch (_plan.Next(out var block))
        {
            case ReadPace.Steering:
                await ReadAsync(block!, options.RequestTimeout, cancellation);
                break;
            case ReadPace.Display:
                await ReadOrForgetAsync(block!, cancellation);
                break;
            case ReadPace.Slow:
                await ReadOrForgetAsync(block!, cancellation);
                if (_plan.SlowFinished)
                    await SlowFinishedAsync(cancellation);
                break;
        }

        return _plan.Progress;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => DisconnectAsync();

    private static ImmutableArray<RegisterBlock> Blocks(ReadPace pace) =>
        RegisterBlock.Of(Evc04Registers.All.Where(register => register.Pace == pace));

    private async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.SlowTimeout, time);
        await using (cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline))
        {
            try
            {
                return await dialer.DialAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new ModbusLinkException($"no connection to {dialer.Address} within {Seconds.Print(options.SlowTimeout)}");
            }
        }
    }

    // A wallbox serves one master; a further one is let in and closed at once, or never answered. The answer tells what is in force.
    private async ValueTask GreetAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(s_setpoint, options.SlowTimeout, cancellation);
        }
        catch (ModbusException closed) when (closed is not ModbusDeviceException)
        {
            throw new ModbusLinkException(dialer.ExplainSilence(closed.Message), closed);
        }
        catch (ModbusDeviceException)
        {
            // It answers.
        }
    }

    private async ValueTask ReadAsync(RegisterBlock block, TimeSpan timeout, CancellationToken cancellation)
    {
        var answer = _answer.AsMemory(0, block.Count * 2);
        await Client.ReadAsync(block.Function, block.Address, answer, timeout, cancellation);
        _image.Take(block, answer.Span);
        if (block.Address == Evc04Registers.ChargingCurrent.Address)
            SetpointReads++;
    }

    // What only people read may be missing in some firmware: refused once, it is not asked for again for a while.
    private async ValueTask ReadOrForgetAsync(RegisterBlock block, CancellationToken cancellation)
    {
        if (_refused.Contains(block))
            return;
        try
        {
            var timeout = block.Count > NumberLength ? options.SlowTimeout : options.RequestTimeout;
            await ReadAsync(block, timeout, cancellation);
        }
        catch (ModbusDeviceException refusal)
        {
            _image.Forget(block);
            if (refusal.Code is 1 or 2)
                _refused.Add(block);
        }
    }

    private ValueTask SlowFinishedAsync(CancellationToken cancellation)
    {
        Identity = Evc04Decoder.Identity(_image);
        return EnsureFailsafeAsync(cancellation);
    }

    private async ValueTask EnsureFailsafeAsync(CancellationToken cancellation)
    {
        var current = await EnsureAsync(Evc04Registers.FailsafeCurrent, (ushort)options.FailsafeCurrent.Value, cancellation);
        var timeout = await EnsureAsync(Evc04Registers.FailsafeTimeout, (ushort)options.FailsafeTimeout.TotalSeconds, cancellation);
        var found = (Current: new Amperes(current), Timeout: TimeSpan.FromSeconds(timeout));
        var fault = found == (options.FailsafeCurrent, options.FailsafeTimeout)
            ? null
            : $"failsafe is {found.Current} after {Seconds.Print(found.Timeout)}, configured is {options.FailsafeCurrent} after {Seconds.Print(options.FailsafeTimeout)}";
        Failsafe = new FailsafeReport(found.Current, found.Timeout, fault);
    }

    private async ValueTask<ushort> EnsureAsync(Evc04Register register, ushort wanted, CancellationToken cancellation)
    {
        var found = await ReadWordAsync(register, cancellation);
        if (found == wanted || !options.WriteFailsafe)
            return found;
        await WriteAsync(register, wanted, cancellation);
        return await ReadWordAsync(register, cancellation);
    }

    private async ValueTask<ushort> ReadWordAsync(Evc04Register register, CancellationToken cancellation)
    {
        var answer = _answer.AsMemory(0, 2);
        await Client.ReadAsync(register.Function, register.Address, answer, options.RequestTimeout, cancellation);
        return (ushort)Evc04Decoder.Number(answer.Span)!.Value;
    }

    private ValueTask WriteAsync(Evc04Register register, int value, CancellationToken cancellation) =>
        Client.WriteAsync(register.Address, (ushort)value, options.RequestTimeout, cancellation);
}
