namespace WallboxMqtt.Simulator.Evc04;

/// <content>The master's setpoint and its sign of life.</content>
public sealed partial class SimulatedEvc04
{
    private int _setpoint;
    private TimeSpan _setpointAt;

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
                return _failsafe.HasStruck;
        }
    }

    /// <summary>Register 2000: the failsafe current, amperes.</summary>
    public int FailsafeCurrent
    {
        get
        {
            lock (_gate)
                return _failsafe.Current;
        }
    }

    /// <summary>Register 2002: the failsafe timeout, seconds.</summary>
    public int FailsafeTimeout
    {
        get
        {
            lock (_gate)
                return _failsafe.Seconds;
        }
    }

    /// <summary>How often the failsafe struck while a master was in charge.</summary>
    public int FailsafeCount => _failsafe.Count;

    /// <summary>True while a new master would be accepted.</summary>
    public bool AcceptsMaster
    {
        get
        {
            lock (_gate)
                return !_failsafe.HasMaster && !(_options.RefusesAfterDrop && _failsafe.DroppedWithin(_failsafe.After));
        }
    }

    /// <summary>A master has connected.</summary>
    public void MasterCame()
    {
        lock (_gate)
            _failsafe.MasterCame();
    }

    /// <summary>The master's connection has ended.</summary>
    public void MasterWent()
    {
        lock (_gate)
        {
            _frozen = null;
            _failsafe.MasterWent();
        }
    }

    /// <summary>Strikes the failsafe now: a fault for tests.</summary>
    public void ForceFailsafe() => _failsafe.Strike();

    /// <summary>Puts another figure into the setpoint register, but not into that of a box in failsafe: a fault for tests.</summary>
    public void LoseSetpoint(int amperes)
    {
        lock (_gate)
        {
            if (_failsafe.HasStruck)
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
                _failsafe.Current = value;
                return true;
            case 2002:
                _failsafe.Seconds = value;
                return true;
            case 5004 when value is 0 or (>= 6 and <= 32):
                (_setpoint, _setpointAt) = (Math.Min(value, _options.OwnLimit ?? value), Now);
                _failsafe.Control();
                OfferNow(_setpoint);
                return true;
            case 6000:
                _failsafe.IsAlive = value == 1;
                return true;
            default:
                return address == 405 && value is 0 or 1;
        }
    }

    private void FallBack()
    {
        Pass();
        _setpoint = _failsafe.Current;
        OfferNow(_failsafe.Current);
    }
}
