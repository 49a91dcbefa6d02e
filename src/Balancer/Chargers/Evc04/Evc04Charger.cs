using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// Drives an EVC04 over Modbus. Needed are the setpoint (5004) and the sign of life (6000); every other register may be refused, silent, slow,
/// or end the connection, and is then unknown. What a box has shown of how it answers is remembered.
/// </summary>
public sealed class Evc04Charger : ICharger
{
    private const ushort AliveSign = 1;

    private readonly IModbusDialer _dialer;
    private readonly Evc04Options _options;
    private readonly TimeProvider _time;
    private readonly Evc04Box _box;
    private readonly byte[] _answer = new byte[250];
    private ModbusClient? _client;
    private ReadRequest? _next;
    private bool _patient;

    /// <summary>Not connected yet.</summary>
    /// <param name="dialer">The way to it.</param>
    /// <param name="options">How it is addressed.</param>
    /// <param name="time">Monotonic clock.</param>
    /// <param name="memory">What boxes have shown; null for none.</param>
    /// <param name="logger">Receives what was learnt; null for none.</param>
    public Evc04Charger(IModbusDialer dialer, Evc04Options options, TimeProvider time, BoxMemory? memory = null, ILogger<Evc04Charger>? logger = null)
    {
        (_dialer, _options, _time) = (dialer, options, time);
        _box = new Evc04Box(dialer.Address, options, time, memory ?? new BoxMemory(), logger ?? NullLogger<Evc04Charger>.Instance);
    }

    /// <inheritdoc />
    public string Address => _dialer.Address;

    /// <inheritdoc />
    public bool IsOpen => _client is not null;

    /// <inheritdoc />
    public ChargerIdentity? Identity => _box.Identity;

    /// <inheritdoc />
    public ChargerReading Reading => _box.Reading;

    /// <inheritdoc />
    public FailsafeReport Failsafe => _box.Failsafe.Report;

    /// <inheritdoc />
    public bool IsFrozen => _box.IsFrozen;

    /// <inheritdoc />
    public RegisterGaps Gaps => _box.Gaps;

    /// <inheritdoc />
    public TimeSpan LongestRead => (_next ??= _box.Next()) is { } next ? Longest(next) : TimeSpan.Zero;

    private ModbusClient Client => _client ?? throw new ChargerException(ChargerFailure.Lost, "not connected");

    // The box looks for the sign of life this often: no read may take that long.
    private TimeSpan Patience
    {
        get
        {
            var period = TimeSpan.FromSeconds(Math.Max(3, _options.FailsafeTimeout.TotalSeconds / 2)) - TimeSpan.FromSeconds(1.5);
            return period < _options.SlowTimeout ? period : _options.SlowTimeout;
        }
    }

    /// <inheritdoc />
    public async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        await DisconnectAsync();
        try
        {
            _client = new ModbusClient(await DialAsync(cancellation), _options.Unit, _time);
            _box.Connected();
            await GreetAsync(cancellation);
        }
        catch (ModbusException failed)
        {
            throw Failed(failed);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisconnectAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        _next = null;
        _patient = false;
        _box.Disconnected();
        await client.DisposeAsync();
    }

    /// <inheritdoc />
    public ValueTask WriteSetpointAsync(int amperes, CancellationToken cancellation) =>
        amperes is 0 or (>= Setpoints.Minimum and <= Setpoints.Maximum)
            ? WriteAsync(Evc04Registers.ChargingCurrent, (ushort)amperes, cancellation)
            : throw new ArgumentOutOfRangeException(nameof(amperes), amperes, "0, or 6 to 32");

    /// <inheritdoc />
    public ValueTask WriteAliveAsync(CancellationToken cancellation) => WriteAsync(Evc04Registers.Alive, AliveSign, cancellation);

    /// <inheritdoc />
    public async ValueTask<int> ReadSetpointAsync(CancellationToken cancellation)
    {
        var words = _answer.AsMemory(0, 2);
        var register = Evc04Registers.ChargingCurrent;
        await ControlAsync(Client.ReadAsync(register.Function, register.Address, words, ControlTimeout(), cancellation));
        _box.Take(register, words.Span);
        return (int)Evc04Decoder.Number(words.Span)!.Value;
    }

    /// <inheritdoc />
    public async ValueTask<bool> EnsureFailsafeAsync(int amperes, CancellationToken cancellation)
    {
        if (_box.Failsafe.Next(amperes) is not var (register, value))
            return false;
        try
        {
            await Client.WriteAsync(register.Address, value, _options.RequestTimeout, cancellation);
            _box.FailsafeWritten(register, value);
        }
        catch (ModbusDeviceException refusal)
        {
            _box.Failsafe.Refused(register, value, refusal);
        }
        catch (ModbusSilenceException)
        {
            _box.FailsafeMissed(register);
        }
        catch (ModbusLinkException lost)
        {
            _box.FailsafeMissed(register);
            throw Failed(lost);
        }

        return true;
    }

    /// <inheritdoc />
    public void BeginReads()
    {
        _next = null;
        _box.BeginReads();
    }

    /// <inheritdoc />
    public async ValueTask<bool> ReadNextAsync(CancellationToken cancellation)
    {
        if ((_next ?? _box.Next()) is not { } request)
            return false;
        _next = null;
        var answer = _answer.AsMemory(0, request.Count * 2);
        try
        {
            await Client.ReadAsync(request.Function, request.Address, answer, Longest(request), cancellation);
            _box.Answered(request, answer.Span);
        }
        catch (ModbusDeviceException refusal)
        {
            _box.Refused(request, refusal.Code);
        }
        catch (ModbusSilenceException)
        {
            _box.Missed(request);
        }
        catch (ModbusLinkException lost)
        {
            _box.Missed(request);
            throw Failed(lost);
        }

        return true;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => DisconnectAsync();

    private TimeSpan Longest(ReadRequest request) =>
        _box.IsSlow(request) || _options.RequestTimeout > Patience ? Patience : _options.RequestTimeout;

    private async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(_options.SlowTimeout, _time);
        await using (cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline))
        {
            try
            {
                return await _dialer.DialAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new ModbusLinkException($"no connection to {_dialer.Address} within {Seconds.Print(_options.SlowTimeout)}");
            }
        }
    }

    // A wallbox serves one master. It accepts another and closes it at once, or never answers. The answer shows what is in force.
    private async ValueTask GreetAsync(CancellationToken cancellation)
    {
        var register = Evc04Registers.ChargingCurrent;
        try
        {
            var words = _answer.AsMemory(0, 2);
            await Client.ReadAsync(register.Function, register.Address, words, Patience, cancellation);
            _box.Take(register, words.Span);
        }
        catch (ModbusException closed) when (closed is not ModbusDeviceException)
        {
            throw new ModbusLinkException(_dialer.ExplainSilence(closed.Message, "its failsafe time after a drop is not over"), closed);
        }
        catch (ModbusDeviceException)
        {
            // It answers.
        }
    }

    private async ValueTask WriteAsync(Evc04Register register, ushort value, CancellationToken cancellation)
    {
        await ControlAsync(Client.WriteAsync(register.Address, value, ControlTimeout(), cancellation));
        _box.Failsafe.OtherWritten();
    }

    private TimeSpan ControlTimeout() => _patient ? Patience : _options.RequestTimeout;

    // After a silence the next answer is waited for longer.
    private async ValueTask ControlAsync(ValueTask request)
    {
        try
        {
            await request;
            _patient = false;
        }
        catch (ModbusException failed)
        {
            _patient |= failed is ModbusSilenceException;
            throw Failed(failed);
        }
    }

    private static ChargerException Failed(ModbusException failed) => new(
        failed switch
        {
            ModbusDeviceException => ChargerFailure.Refused,
            ModbusSilenceException => ChargerFailure.Unanswered,
            _ => ChargerFailure.Lost,
        },
        failed.Message,
        failed);
}
