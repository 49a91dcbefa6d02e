using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

/// <summary>A wallbox that lets its master in and hears nothing: each connection puts off its failsafe.</summary>
public sealed class LostRequestsTests
{
    [Fact]
    public void Requests_LostOnEveryConnection_BoxFallsBackAndControlReturns()
    {
        using var house = new SimulatedHouse();
        house.Shine(() => 5600);
        house.Start();
        house.Advance(63);
        Assert.Equal(24, house.Box.Setpoint);

        house.Line.LosesRequests = true;
        house.World.AdvanceUntil(() => house.Box.InFailsafe, TimeSpan.FromSeconds(30));
        house.Advance(600);
        Assert.Equal((true, 10, 1), (house.Box.InFailsafe, house.Box.OfferedCurrent, house.Box.FailsafeCount));

        house.Line.LosesRequests = false;
        house.World.AdvanceUntil(() => house.Box.Setpoint == 24, TimeSpan.FromSeconds(28));
    }
}
