using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>A setpoint that is tracked, and what may be in force, of a charger that falls back to 8 A after 20 s.</summary>
public abstract class TrackedSetpoint
{
    private protected TrackedSetpoint()
    {
        InForce = new InForceBounds(Reckon, Time);
        Tracker = new SetpointTracker(InForce, Reckon, Time);

        static Fallback Reckon() => new(8, TimeSpan.FromSeconds(20));
    }

    private protected FakeTimeProvider Time { get; } = new();

    private protected InForceBounds InForce { get; }

    private protected SetpointTracker Tracker { get; }

    private protected void Write(int amperes)
    {
        Tracker.Writing(amperes);
        Tracker.Written(amperes);
    }
}
