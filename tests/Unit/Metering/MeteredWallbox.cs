using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Metering;

/// <summary>A wallbox with a car whose true energy is known, and registers that say of it what they are made to say.</summary>
internal sealed class MeteredWallbox
{
    private ChargeMeter _meter;

    internal MeteredWallbox() => _meter = new ChargeMeter(Time);

    internal FakeTimeProvider Time { get; } = new();

    internal ChargeMeter Meter => _meter;

    /// <summary>What has truly flowed, in Wh.</summary>
    internal double Energy { get; private set; }

    internal double Power { get; set; }

    internal bool? Vehicle { get; set; } = true;

    /// <summary>What the meter register says of the true energy; null where it does not answer.</summary>
    internal Func<double, double?> MeterRegister { get; set; } = energy => Math.Floor((1_000_000 + energy) / 100) * 100;

    internal Func<double, double?> SessionRegister { get; set; } = energy => Math.Floor(energy);

    internal TimeSpan? Duration { get; set; }

    internal bool OutOfReach { get; set; }

    internal bool PowerUnknown { get; set; }

    internal void Pass(double seconds, Action? each = null)
    {
        for (var second = 0; second < seconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Energy += Power / 3600;
            Duration += TimeSpan.FromSeconds(1);
            Evaluate();
            each?.Invoke();
        }
    }

    internal void Evaluate() => _meter.Take(OutOfReach ? null : Reading(), 1);

    /// <summary>The service is killed and starts again after a while; the car charges on.</summary>
    internal void Restart(double secondsAway)
    {
        var kept = _meter.State;
        Energy += Power * secondsAway / 3600;
        Duration += TimeSpan.FromSeconds(secondsAway);
        Time.Advance(TimeSpan.FromSeconds(secondsAway));
        _meter = new ChargeMeter(Time);
        _meter.Restore(kept);
    }

    private ChargerReading Reading() => new()
    {
        Power = PowerUnknown ? null : new Watts(Power),
        Vehicle = Vehicle,
        EnergyTotal = MeterRegister(Energy) is { } meter ? new WattHours(meter) : null,
        SessionEnergy = SessionRegister(Energy) is { } session ? new WattHours(session) : null,
        SessionDuration = Duration,
    };
}
