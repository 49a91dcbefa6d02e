using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// The content of the failsafe registers 2000 and 2002, and which of them has to be written next. Without I/O. No failure here
/// may cost the control: it becomes a fault for users, and the worst is assumed.
/// </summary>
internal sealed class FailsafeRegisters(Evc04Options options, TimeProvider time)
{
    private static readonly TimeSpan s_zeroAgain = TimeSpan.FromMinutes(1);

    private readonly Part _current = new(Evc04Registers.FailsafeCurrent, time);
    private readonly Part _timeout = new(Evc04Registers.FailsafeTimeout, time);
    private int _wanted = (int)options.FailsafeCurrent.Value;
    private bool _writesWork;
    private bool _zeroRefused;
    private long _zeroRefusedAt;

    private IEnumerable<Part> Parts => [_current, _timeout];

    /// <summary>What is known.</summary>
    internal FailsafeReport Report => new(Current, Timeout, Fault);

    /// <summary>Writes that are not answered or end the connection.</summary>
    internal Dictionary<ushort, SetbackState> LeftOut =>
        Parts.Where(part => part.LeftOut.State is not null).ToDictionary(part => part.Register.Address, part => part.LeftOut.State!);

    private Amperes? Current => _current.Value is { } amperes ? new Amperes(amperes) : null;

    // The vendor's table: 0 means 20 s.
    private TimeSpan? Timeout => _timeout.Value is { } seconds ? TimeSpan.FromSeconds(seconds == 0 ? 20 : seconds) : null;

    private ushort ConfiguredTimeout => (ushort)options.FailsafeTimeout.TotalSeconds;

    // Some boxes refuse 0; 6 is the least that a control pilot can offer otherwise.
    private int Settable => _wanted == 0 && _zeroRefused ? Setpoints.Minimum : _wanted;

    private string? Fault =>
        _current.Refusal is { } refusal ? $"its failsafe current (register 2000) cannot be set to {_wanted} A: {refusal}; {Reckoned}"
        : _timeout.Refusal is { } refused ? $"its failsafe timeout (register 2002) cannot be set to {ConfiguredTimeout} s: {refused}; it may hold its setpoint forever without control"
        : _wanted == 0 && _zeroRefused ? $"it refuses a failsafe current of 0 A: {Setpoints.Minimum} A is set. Without control it charges with that"
        : Differs ? $"failsafe is {Current} after {Seconds.Print(Timeout!.Value)}, configured is {new Amperes(_wanted)} after {Seconds.Print(options.FailsafeTimeout)}"
        : null;

    private bool Differs => _current.IsRead && _timeout.IsRead && _current.Value is { } amperes && Timeout is { } timeout
        && (amperes != (options.WriteFailsafe ? Settable : (int)options.FailsafeCurrent.Value) || timeout != options.FailsafeTimeout);

    private string Reckoned => _current.Value is { } found ? $"it is {found} A" : $"{Setpoints.Maximum} A is assumed";

    /// <summary>A connection has come about: both are written on it.</summary>
    internal void Connected()
    {
        _writesWork = false;
        foreach (var part in Parts)
            part.Connected();
    }

    /// <summary>The box has acknowledged a write of another register on this connection: it is not the line that takes none.</summary>
    internal void OtherWritten() => _writesWork = true;

    /// <summary>What has to be written now.</summary>
    /// <param name="amperes">What the box should offer by itself.</param>
    /// <returns>Register and value; null if nothing has.</returns>
    internal (Evc04Register Register, ushort Value)? Next(int amperes)
    {
        if (!options.WriteFailsafe)
            return null;
        _wanted = amperes;
        if (_zeroRefused && time.GetElapsedTime(_zeroRefusedAt) >= s_zeroAgain)
            _zeroRefused = false;
        return _current.MustWrite(Settable, _writesWork) ? (_current.Register, (ushort)Settable)
            : _timeout.MustWrite(ConfiguredTimeout, _writesWork) ? (_timeout.Register, ConfiguredTimeout)
            : null;
    }

    /// <summary>The box acknowledged a write.</summary>
    /// <returns>True if the register had been left out.</returns>
    internal bool Acknowledged(Evc04Register register, ushort value) => Of(register).Acknowledged(value);

    /// <summary>The box refused a write.</summary>
    internal void Refused(Evc04Register register, ushort value, ModbusDeviceException refusal)
    {
        // Busy, and the like, may be over at the next round.
        if (register == _current.Register && value == 0 && refusal.Code is >= 1 and <= 3)
            (_zeroRefused, _zeroRefusedAt) = (true, time.GetTimestamp());
        else
            Of(register).Refused(value, refusal.Reason);
    }

    /// <summary>A write was not answered, or the connection ended at it.</summary>
    /// <returns>True if it is left out from now on.</returns>
    internal bool Missed(Evc04Register register) => Of(register).Missed(_writesWork);

    /// <summary>Takes what a read found.</summary>
    internal void Read(Evc04Register register, ushort value) => Of(register).Read(value);

    /// <summary>Goes on from what the box showed before a restart.</summary>
    internal void Restore(BoxHabits habits)
    {
        _current.Restore(habits.FailsafeCurrent, habits.LeftOutWrites);
        _timeout.Restore(habits.FailsafeTimeout, habits.LeftOutWrites);
    }

    /// <summary>Another box: nothing is known of it.</summary>
    internal void Forget()
    {
        _zeroRefused = false;
        foreach (var part in Parts)
            part.Forget();
    }

    private Part Of(Evc04Register register) => register == _current.Register ? _current : _timeout;

    private sealed class Part(Evc04Register register, TimeProvider time)
    {
        private const int Strikes = 2;
        private static readonly TimeSpan s_line = TimeSpan.FromMinutes(1);
        private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);
        private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

        private int? _written;
        private int _strikes;
        private int _unheeded;
        private int _failures;
        private bool _everAcknowledged;
        private bool _missed;
        private int? _unwilling;
        private long _failedAt;
        private TimeSpan _pause;

        internal Evc04Register Register => register;

        internal Setback LeftOut { get; } = new(time);

        /// <summary>As last acknowledged or read; null if unknown.</summary>
        internal int? Value { get; private set; }

        /// <summary>True once it was read on this connection.</summary>
        internal bool IsRead { get; private set; }

        /// <summary>Why it cannot be written; null if it can.</summary>
        internal string? Refusal { get; private set; }

        internal void Connected() => (_written, IsRead) = (null, false);

        internal bool MustWrite(int wanted, bool writesWork) =>
            _written != wanted && !LeftOut.Stands && (writesWork || !_missed) && ((_unwilling is { } value && value != wanted) || time.GetElapsedTime(_failedAt) >= _pause);

        internal bool Acknowledged(ushort value)
        {
            (_written, Value, _strikes, _failures, Refusal, _unwilling, _pause, _everAcknowledged, _missed) =
                (value, value, 0, 0, null, null, TimeSpan.Zero, true, false);
            return LeftOut.Clear();
        }

        // What was acknowledged before still stands, unless a read shows otherwise; or this, where a gateway refused what the box has taken.
        // Another figure may be taken.
        internal void Refused(ushort value, string reason)
        {
            (Refusal, _written, _unwilling) = (reason, null, value);
            Value = Value is { } before ? Math.Max(before, value) : null;
            PauseLonger(s_longest);
        }

        // Twice in a row, a box that takes other writes and never took this one is believed not to; what it took before was lost on the line,
        // and is tried again soon.
        internal bool Missed(bool writesWork)
        {
            _missed = true;
            (Value, _written, _unwilling) = (null, null, null);
            PauseLonger(_everAcknowledged ? s_line : s_longest);
            if (_everAcknowledged || ++_strikes < Strikes || !writesWork)
                return false;
            _strikes = 0;
            Refusal = "it does not answer the write";
            LeftOut.Begin();
            return true;
        }

        internal void Read(ushort value)
        {
            (Value, IsRead) = (value, true);
            if (_written is not { } written || written == value)
            {
                _unheeded = _written is null ? _unheeded : 0;
                return;
            }

            // Acknowledged and not kept: written again, but not forever at every read.
            (_written, _unwilling) = (null, written);
            if (++_unheeded >= 3)
                (Refusal, _failedAt, _pause) = ($"it acknowledges the write and keeps {value}", time.GetTimestamp(), s_longest);
        }

        internal void Restore(int? value, IReadOnlyDictionary<ushort, SetbackState> leftOut)
        {
            (Value, _everAcknowledged) = (value, value is not null);
            if (leftOut.TryGetValue(register.Address, out var state))
            {
                LeftOut.Restore(state);
                Refusal = "it does not answer the write";
            }
        }

        internal void Forget()
        {
            LeftOut.Clear();
            (_written, Value, Refusal, _unwilling, _strikes, _failures, _unheeded, IsRead, _everAcknowledged, _missed, _pause) =
                (null, null, null, null, 0, 0, 0, false, false, false, TimeSpan.Zero);
        }

        // The setpoint comes first.
        private void PauseLonger(TimeSpan longest)
        {
            _failedAt = time.GetTimestamp();
            var pause = s_soon * Math.Pow(2, Math.Min(_failures++, 10));
            _pause = pause < longest ? pause : longest;
        }
    }
}
