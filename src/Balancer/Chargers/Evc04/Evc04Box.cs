using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// What is known of one box: its values and their ages, who it is, what it does by itself, and how it answers. Without I/O. What it has shown
/// goes into the memory, which outlives connections and restarts.
/// </summary>
internal sealed class Evc04Box
{
    private static readonly TimeSpan s_keepInterval = TimeSpan.FromMinutes(10);

    // How long after a lost answer the line is as likely to blame as a register.
    private static readonly TimeSpan s_lossy = TimeSpan.FromMinutes(2);

    private readonly string _address;
    private readonly TimeProvider _time;
    private readonly BoxMemory _memory;
    private readonly ILogger _logger;
    private readonly Evc04Image _image;
    private readonly ReadPlan _plan;
    private readonly StandstillWatch _standstill;
    private readonly BoxIdentity _identity = new();
    private long? _lostAt;
    private long _keptAt;
    private (ChargerReading Reading, long At)? _reading;

    internal Evc04Box(string address, Evc04Options options, TimeProvider time, BoxMemory memory, ILogger logger)
    {
        (_address, _time, _memory, _logger) = (address, time, memory, logger);
        _image = new Evc04Image(time);
        _plan = new ReadPlan(time);
        _standstill = new StandstillWatch(time);
        Failsafe = new FailsafeRegisters(options, time);
        Restore();
    }

    /// <summary>Its identity; null before any of it was read.</summary>
    internal ChargerIdentity? Identity => _identity.Known;

    /// <summary>Registers 2000 and 2002.</summary>
    internal FailsafeRegisters Failsafe { get; }

    /// <summary>True while its values stand still.</summary>
    internal bool IsFrozen => _standstill.IsFrozen;

    /// <summary>Which registers cannot be read. One that is tried again after its time counts until it answers.</summary>
    internal RegisterGaps Gaps => _plan.Rows.Any(static row => IsLeftOut(row) || row.IsRefused)
        ? new RegisterGaps(Addresses(IsLeftOut), Addresses(static row => row.IsRefused && !IsLeftOut(row)))
        : RegisterGaps.None;

    /// <summary>The values that are fresh enough. Decoding allocates, and between two answers only time can change them.</summary>
    internal ChargerReading Reading
    {
        get
        {
            if (_reading is { } known && _time.GetElapsedTime(known.At) < TimeSpan.FromSeconds(0.5))
                return known.Reading;
            var reading = Evc04Decoder.Reading(_image);
            if (IsFrozen)
                // What never changes is right anyway.
                reading = new ChargerReading { SetpointReadBack = reading.SetpointReadBack, MinCurrent = reading.MinCurrent, MaxCurrent = reading.MaxCurrent };
            _reading = (reading, _time.GetTimestamp());
            return reading;
        }
    }

    private static bool IsLeftOut(RegisterRow row) => row.LeftOut.Times > 0;

    /// <summary>A connection has come about: nothing was read on it.</summary>
    internal void Connected()
    {
        _plan.Connected();
        Failsafe.Connected();
    }

    /// <summary>The connection is gone.</summary>
    internal void Disconnected()
    {
        _image.Clear();
        _reading = null;
        _standstill.Disconnected();
    }

    /// <summary>Begins a round of reads.</summary>
    internal void BeginReads()
    {
        _plan.Begin();
        if (_time.GetElapsedTime(_keptAt) >= s_keepInterval)
            Keep();
    }

    /// <summary>The round's next read; null if none is left.</summary>
    internal ReadRequest? Next() => _plan.Next();

    /// <summary>True if the answer is to be waited for longer than usual.</summary>
    internal bool IsSlow(ReadRequest request)
    {
        var row = request.Rows[0];
        return request.IsJoined ? _plan.Joins.IsPatient : row.IsPatient || row.Register.Pace == ReadPace.Text;
    }

    /// <summary>The box acknowledged a write of a failsafe register.</summary>
    internal void FailsafeWritten(Evc04Register register, ushort value)
    {
        if (Failsafe.Acknowledged(register, value))
            Log.AnswersAgain(_logger, _address, register.Address, register.Name);
        Keep();
    }

    /// <summary>A write of a failsafe register was not answered, or the connection ended at it.</summary>
    internal void FailsafeMissed(Evc04Register register)
    {
        if (!Failsafe.Missed(register))
            return;
        Log.WriteLeftOut(_logger, _address, register.Address, register.Name);
        Keep();
    }

    /// <summary>Takes the answer to a read.</summary>
    internal void Answered(ReadRequest request, ReadOnlySpan<byte> answer)
    {
        if (request.IsJoined)
        {
            JoinedAnswered(request, answer);
            return;
        }

        var row = request.Rows[0];
        var words = row.IsHalved ? row.TakeHalf(answer) : answer;
        if (words.IsEmpty)
            return;
        var before = row.Answers;
        if (row.Answered())
        {
            Log.AnswersAgain(_logger, _address, row.Register.Address, row.Register.Name);
            Keep();
        }

        if (!before)
            _plan.Changed();
        Take(row.Register, words);
    }

    private void JoinedAnswered(ReadRequest request, ReadOnlySpan<byte> answer)
    {
        if (request.Level > _plan.Joins.Shown && !Agrees(request, answer))
        {
            JoinFails(request, silent: false);
            return;
        }

        if (_plan.Joins.Works(request.Level))
        {
            Log.Joined(_logger, _address, request.Level);
            _plan.Changed();
            Keep();
        }

        foreach (var row in request.Rows)
        {
            row.Answered();
            Take(row.Register, request.Words(row, answer));
        }
    }

    // A box may answer a read across gaps with something else: what hardly changes must be what it is by itself.
    private bool Agrees(ReadRequest request, ReadOnlySpan<byte> answer)
    {
        const int volts = 15;
        foreach (var row in request.Rows)
        {
            var known = _image.Words(row.Register);
            if (known.IsEmpty)
                continue;
            var (was, now) = (Evc04Decoder.Number(known)!.Value, Evc04Decoder.Number(request.Words(row, answer))!.Value);
            if (row.Register.Unit == "V" ? Math.Abs((long)was - now) > volts : row.Register == Evc04Registers.CableState && was != now)
                return false;
        }

        return true;
    }

    /// <summary>A read was refused.</summary>
    /// <param name="request">Which.</param>
    /// <param name="code">The Modbus exception.</param>
    internal void Refused(ReadRequest request, byte code)
    {
        if (request.IsJoined)
        {
            JoinFails(request, silent: false);
            return;
        }

        var row = request.Rows[0];
        var halved = row.IsHalved;
        if (!row.Refused(code))
            return;
        _image.Forget(row.Register);
        _reading = null;
        _plan.Changed();
        if (halved != row.IsHalved)
            Keep();
    }

    /// <summary>A read was not answered, or the connection ended at it.</summary>
    internal void Missed(ReadRequest request)
    {
        if (request.IsJoined)
        {
            JoinFails(request, silent: true);
            return;
        }

        var row = request.Rows[0];
        var first = row.LeftOut.Times == 0;
        var leftOut = row.Missed(_lostAt is not { } at || _time.GetElapsedTime(at) >= s_lossy);
        if (row.EverAnswered)
            _lostAt = _time.GetTimestamp();
        _plan.Changed();
        if (!leftOut)
            return;
        if (first)
            Log.LeftOut(_logger, _address, row.Register.Address, row.Register.Name);
        Keep();
    }

    private ImmutableArray<ushort> Addresses(Func<RegisterRow, bool> which) =>
        [.. _plan.Rows.Where(which).Select(static row => row.Register.Address).Order()];

    // What it was to bring is due as it was before.
    private void JoinFails(ReadRequest request, bool silent)
    {
        if (!_plan.Joins.Fails(request.Level, silent))
            return;
        Log.NotJoined(_logger, _address, request.Level);
        foreach (var row in request.Rows)
            row.DueAgain();
        _plan.Changed();
        Keep();
    }

    /// <summary>Takes one register's words.</summary>
    internal void Take(Evc04Register register, ReadOnlySpan<byte> words)
    {
        _standstill.Read(register, _image.Take(register, words));
        _reading = null;
        if (register == Evc04Registers.FailsafeCurrent || register == Evc04Registers.FailsafeTimeout)
            Failsafe.Read(register, (ushort)Evc04Decoder.Number(words)!.Value);
        if (register.Pace == ReadPace.Text || register == Evc04Registers.NumberOfPhases || register == Evc04Registers.RatedPower)
            Identify(isSerialNew: register == Evc04Registers.SerialNumber);
    }

    private void Identify(bool isSerialNew)
    {
        switch (_identity.Take(Evc04Decoder.Identity(_image), isSerialNew))
        {
            case IdentityNews.None:
                break;
            case IdentityNews.Doubtful:
                _plan.Rows.First(static row => row.Register == Evc04Registers.SerialNumber).DueAgain();
                break;
            case IdentityNews.SerialFound:
                Keep();
                break;
            case IdentityNews.AnotherBox:
                Log.AnotherBox(_logger, _address, _identity.Serial!);
                Forget();
                Keep();
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Restore()
    {
        if (_memory.Of(_address) is not { } habits)
            return;
        _identity.Restore(habits.Serial);
        _plan.Joins.Restore(habits);
        Failsafe.Restore(habits);
        foreach (var row in _plan.Rows)
            row.Restore(habits);
    }

    private void Forget()
    {
        _plan.Joins.Forget();
        Failsafe.Forget();
        foreach (var row in _plan.Rows)
            row.Forget();
        _plan.Changed();
    }

    private void Keep()
    {
        _keptAt = _time.GetTimestamp();
        _memory.Keep(_address, new BoxHabits
        {
            Serial = _identity.Serial,
            Joins = _plan.Joins.Shown,
            FailedJoins = _plan.Joins.State,
            LeftOut = _plan.Rows.Where(row => row.LeftOut.State is not null).ToDictionary(row => row.Register.Address, row => row.LeftOut.State!),
            LeftOutWrites = Failsafe.LeftOut,
            Halved = [.. _plan.Rows.Where(row => row.IsHalved).Select(row => row.Register.Address)],
            FailsafeCurrent = (int?)Failsafe.Report.Current?.Value,
            FailsafeTimeout = (int?)Failsafe.Report.Timeout?.TotalSeconds,
        });
    }
}
