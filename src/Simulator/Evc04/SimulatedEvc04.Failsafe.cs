namespace WallboxMqtt.Simulator.Evc04;

/// <content>
/// The master's setpoint and its sign of life. While a master is connected, the box looks at register 6000 every timeout/2 (never
/// more often than every 3 s) and clears it; when it finds it cleared, or no master comes back within the timeout, the failsafe strikes.
/// </content>
public sealed partial class SimulatedEvc04
{
    private static readonly TimeSpan s_shortestPeriod = TimeSpan.FromSeconds(3);
    private const int DefaultTimeout = 20;

    private int _failsafeCurrent;
    private int _failsafeTimeout;
    private int _setpoint;
    private TimeSpan _setpointAt;
    private TimeSpan _droppedAt = TimeSpan.MinValue;
    private bool _alive;
    private bool _master;
    private bool _inFailsafe = true;

    /// <summary>The setpoint register, amperes a phase.</summary>
    public int Setpoint
    {
        get
        {
            lock (_gate)
                return _setpoint;
        }
    }

    /// <summary>True from the strike of the failsafe until a setpoint is written.</summary>
    public bool InFailsafe
    {
        get
        {
            lock (_gate)
                return _inFailsafe;
        }
    }

    /// <summary>Register 2000: the failsafe current, amperes.</summary>
    public int FailsafeCurrent
    {
        get
        {
            lock (_gate)
                return _failsafeCurrent;
        }
    }

    /// <summary>Register 2002: the failsafe timeout, seconds.</summary>
    public int FailsafeTimeout
    {
        get
        {
            lock (_gate)
                return _failsafeTimeout;
        }
    }

    /// <summary>How often the failsafe struck while a master was in charge.</summary>
    public int FailsafeCount { get; private set; }

    /// <summary>True while a new master would be let in.</summary>
    public bool AcceptsMaster
    {
        get
        {
            lock (_gate)
                return !_master && !(_options.RefusesAfterDrop && _droppedAt > TimeSpan.MinValue && Now - _droppedAt < FailsafeAfter);
        }
    }

    private TimeSpan FailsafeAfter => TimeSpan.FromSeconds(_failsafeTimeout == 0 ? DefaultTimeout : _failsafeTimeout);

    private TimeSpan Period => FailsafeAfter / 2 > s_shortestPeriod ? FailsafeAfter / 2 : s_shortestPeriod;

    /// <summary>A master has connected.</summary>
    public void MasterCame()
    {
        lock (_gate)
        {
            _master = true;
            _alive = true;
            _look.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The master's connection has ended.</summary>
    public void MasterWent()
    {
        lock (_gate)
        {
            _master = false;
            _frozen = null;
            _droppedAt = Now;
            if (!_inFailsafe)
                _look.Change(FailsafeAfter, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Strikes the failsafe now: a fault for tests.</summary>
    public void ForceFailsafe() => Strike();

    /// <summary>Puts another figure into the setpoint register, but not into that of a box in failsafe: a fault for tests.</summary>
    public void LoseSetpoint(int amperes)
    {
        lock (_gate)
        {
            if (_inFailsafe)
                return;
            Pass();
            _setpoint = amperes;
            OfferNow(amperes);
        }
    }

    private bool Take(ushort address, ushort value)
    {
        switch (address)
        {
            case 2000 when value is 0 or (>= 6 and <= 32):
                _failsafeCurrent = value;
                return true;
            case 2002:
                _failsafeTimeout = value;
                return true;
            case 5004 when value is 0 or (>= 6 and <= 32):
                (_setpoint, _setpointAt, _inFailsafe) = (Math.Min(value, _options.OwnLimit ?? value), Now, false);
                OfferNow(_setpoint);
                return true;
            case 6000:
                _alive = value == 1;
                return true;
            default:
                return address == 405 && value is 0 or 1;
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_master && _alive)
            {
                _alive = false;
                _look.Change(Period, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Strike();
    }

    private void Strike()
    {
        lock (_gate)
        {
            Pass();
            if (!_inFailsafe)
                FailsafeCount++;
            _inFailsafe = true;
            _setpoint = _failsafeCurrent;
            _look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            OfferNow(_failsafeCurrent);
        }

        FailsafeStruck?.Invoke();
    }
}
