using System.Collections.Immutable;

namespace WallboxMqtt.Simulator.Evc04;

/// <content>The contactor, the car and the meter.</content>
public sealed partial class SimulatedEvc04
{
    private const double IdlePower = 4;
    private const double IdleCurrent = 0.05;
    private const double DrawingFrom = 0.5;

    private SimulatedCar? _car;
    private int _offered;
    private double _meter;
    private double _sessionEnergy;
    private DateTimeOffset? _sessionStart;
    private DateTimeOffset? _sessionEnd;
    private TimeSpan _sessionBegan;
    private TimeSpan _sessionLasted;
    private TimeSpan _reckoned;

    /// <summary>A fault code of the box's own; 0 is none.</summary>
    public uint FaultCode { get; set; }

    /// <summary>True puts the equipment into its fault state.</summary>
    public bool EquipmentFault { get; set; }

    /// <summary>Amperes a phase that the car is offered now.</summary>
    public int OfferedCurrent
    {
        get
        {
            lock (_gate)
                return _offered;
        }
    }

    /// <summary>Watts drawn now over all phases.</summary>
    public double DrawnPower
    {
        get
        {
            lock (_gate)
            {
                Pass();
                return Power(1) + Power(2) + Power(3);
            }
        }
    }

    /// <summary>Amperes drawn now on L1, L2 and L3, idle noise included.</summary>
    public ImmutableArray<double> DrawnCurrents
    {
        get
        {
            lock (_gate)
            {
                Pass();
                return [Current(1), Current(2), Current(3)];
            }
        }
    }

    /// <summary>True while a car is plugged in.</summary>
    public bool HasCar
    {
        get
        {
            lock (_gate)
                return _car is not null;
        }
    }

    private bool Drawing => _car is not null && _car.At(Now) > DrawingFrom;

    private bool Full => _car is not null && _sessionEnergy >= _car.Wants;

    private TimeSpan SessionDuration => _car is null ? _sessionLasted : Now - _sessionBegan;

    /// <summary>A car arrives.</summary>
    public void PlugIn(SimulatedCar car)
    {
        lock (_gate)
        {
            Pass();
            _car = car;
            (_sessionEnergy, _sessionStart, _sessionEnd, _sessionBegan) = (0, Clock, null, Now);
            car.Offer(_offered, Now, full: false);
        }
    }

    /// <summary>The car leaves.</summary>
    public void Unplug()
    {
        lock (_gate)
        {
            Pass();
            (_sessionLasted, _sessionEnd) = (SessionDuration, Clock);
            _car = null;
        }
    }

    private double Voltage(int phase) => _options.Voltage + (phase - 1);

    private double Current(int phase) =>
        _car is { } car && phase <= Math.Min(car.Phases, _options.Phases) && car.At(Now) > 0 ? car.At(Now) : IdleCurrent;

    private double Power(int phase) => Current(phase) <= IdleCurrent
        ? (phase == 1 ? IdlePower : 0)
        : Current(phase) * Voltage(phase);

    private void OfferNow(int amperes)
    {
        if (_offered == amperes)
            return;
        _offered = amperes;
        _car?.Offer(amperes, Now, Full);
    }

    // Energy since the last look, calculated exactly over the car's straight lines.
    private void Pass()
    {
        var now = Now;
        if (_car is { } car && now > _reckoned)
        {
            var wasFull = Full;
            var voltage = Enumerable.Range(1, Math.Min(car.Phases, _options.Phases)).Sum(Voltage);
            var energy = car.Charge(_reckoned, now) * voltage;
            _meter += energy;
            _sessionEnergy += energy;
            if (Full && !wasFull)
                car.Offer(_offered, now, full: true);
        }

        _reckoned = now;
    }
}
