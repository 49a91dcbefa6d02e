using WallboxMqtt.Balancer.Control.Monitors;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// The highest and the lowest setpoint that may be in force in a charger, over connections, and so what its car may be drawing: between a
/// write and its acknowledgement either setpoint may be in force, and without a sign of life the charger may have fallen back.
/// </summary>
/// <param name="reckon">What the charger does by itself, as it has to be assumed now.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class InForceBounds(Func<Fallback> reckon, TimeProvider time)
{
    // What was in force while the car may not have come down from it yet.
    private readonly SlidingExtreme _lately = SlidingExtreme.Highest(OvercurrentMonitor.Following, time, double.NegativeInfinity);

    private int _highest = Setpoints.Maximum;
    private int _lowest;
    private double _measured;
    private long _aliveAt = time.GetTimestamp();
    private bool _everAlive;
    private bool _everSent;

    /// <summary>The highest, A a phase, earlier connections included; before the first, whatever an earlier service may have left.</summary>
    public int Highest => MayHaveFallenBack ? Math.Max(_highest, Reckoned.Amperes) : _highest;

    /// <summary>The lowest on this connection, A a phase; 0 before anything is known.</summary>
    public int Lowest => MayHaveFallenBack ? Math.Min(_lowest, Reckoned.Amperes) : _lowest;

    /// <summary>
    /// The most amperes a phase that the car may be drawing: what is in force, what was before it had time to come down, and what is
    /// measured, if that is more than the tolerance of a measurement.
    /// </summary>
    public int MayDraw => Math.Max(Offered, Overdrawn);

    /// <summary>What is measured, if it is more than the car was offered in the time it takes to come down: it follows no setpoint; otherwise 0.</summary>
    public int Overdrawn => _measured > OvercurrentMonitor.Tolerated(Offered) ? (int)Math.Ceiling(_measured) : 0;

    /// <summary>
    /// True while the last sign of life is younger than the charger's timeout by our clock. It looks every half timeout, and may fall back in
    /// the second half of it; a fallback that early is still taken for time that no clock shows.
    /// </summary>
    public bool IsAliveYoung => _everAlive && time.GetElapsedTime(_aliveAt) < Reckoned.After;

    private Fallback Reckoned => reckon();

    // Either the process was paused, or the charger answers and cannot be steered: it may fall back at any moment.
    private bool MayHaveFallenBack => Reckoned.MayHaveStruck(time.GetElapsedTime(_aliveAt));

    private int Offered => (int)Math.Max(Highest, _lately.At(time.GetTimestamp()));

    /// <summary>What the charger reports at a connection, before anything is written: counts alone as long as nothing was ever sent.</summary>
    /// <param name="amperes">Register 5004; figures that no charger can hold are ignored.</param>
    public void Found(int amperes)
    {
        if (amperes is < 0 or > Setpoints.Maximum)
            return;
        _lowest = amperes;
        _highest = _everSent ? Math.Max(Highest, amperes) : amperes;
        _aliveAt = time.GetTimestamp();
    }

    /// <summary>A setpoint is about to be sent.</summary>
    public void Sending(int amperes)
    {
        _everSent = true;
        _highest = Math.Max(_highest, amperes);
        _lowest = Math.Min(_lowest, amperes);
    }

    /// <summary>The charger acknowledged a setpoint: it alone is in force.</summary>
    public void Acknowledged(int amperes)
    {
        var now = time.GetTimestamp();
        _lately.Record(now, Highest);
        _highest = _lowest = amperes;
        _lately.Record(now, Highest);
    }

    /// <summary>A setpoint was read back.</summary>
    /// <param name="amperes">Register 5004.</param>
    /// <param name="isHigher">True if it contradicts the one that was written, and is higher.</param>
    public void ReadBack(int amperes, bool isHigher)
    {
        _lowest = Math.Min(_lowest, amperes);
        if (isHigher)
            _highest = Math.Max(_highest, amperes);
    }

    /// <summary>The charger acknowledged a sign of life.</summary>
    public void Alive()
    {
        var now = time.GetTimestamp();
        _lately.Record(now, Highest);
        (_aliveAt, _everAlive) = (now, true);
        _lately.Record(now, Highest);
    }

    /// <summary>Takes the highest of the phases' measured currents, A.</summary>
    public void Measured(double amperes) => _measured = amperes;

    /// <summary>The connection is gone: what is in force at least is unknown.</summary>
    public void Disconnected() => _lowest = 0;
}
