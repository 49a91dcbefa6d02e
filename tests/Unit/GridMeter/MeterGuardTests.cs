using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.GridMeter;

public sealed class MeterGuardTests
{
    private readonly SimulatedTime _time = new();

    [Fact]
    public void Look_NothingHeard_LeavesTheFallback() => Expect(Guard(), 6, DecisionReason.MeterStale);

    [Fact]
    public void Look_SampleOlderThanMaxAge_LeavesTheFallback()
    {
        var guard = Guard();
        Live(guard, 152, car: 16, house: [1, 1, 1]);
        Expect(guard, 31, DecisionReason.MeterLimit);
        Pass(27.9);
        Expect(guard, 31, DecisionReason.MeterLimit);
        Pass(0.1);
        Expect(guard, 6, DecisionReason.MeterStale);
    }

    [Fact]
    public void Look_HouseDrawsMore_FallsByTheHighestPhaseOnceChargersHaveSaidWhatTheyDrew()
    {
        var guard = Guard();
        Live(guard, 150, car: 16, house: [1, 1, 1]);
        Live(guard, 5, car: 16, house: [1, 10.2, 1]);
        Expect(guard, 31, DecisionReason.MeterLimit);
        Assert.InRange(guard.Evaluate().ChangesIn!.Value.TotalSeconds, 0, 2);
        Live(guard, 2, car: 16, house: [1, 10.2, 1]);
        Expect(guard, 21, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Look_ImportAboveTheLimit_FallsAtOnce()
    {
        var guard = Guard();
        Live(guard, 150, car: 16, house: [1, 1, 1]);
        Live(guard, 5, car: 16, house: [1, 17, 1]);
        Expect(guard, 15, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Take_MeterIsQuickerThanTheCharger_AStartingCarIsNoLoadOfTheHouse()
    {
        var guard = Guard();
        Live(guard, 150, car: 0, house: [1, 1, 1]);
        Meter(guard, [17, 17, 17]);
        Expect(guard, 31, DecisionReason.MeterLimit);
        for (var second = 0; second < 3; second++)
            Car(guard, 16);
        Expect(guard, 31, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Look_HouseDrawsLess_RisesAfterTheDelay()
    {
        var guard = Guard();
        Live(guard, 150, car: 16, house: [1, 1, 1]);
        Live(guard, 60, car: 16, house: [12, 1, 1]);
        Live(guard, 115, car: 16, house: [1, 1, 1]);
        Expect(guard, 20, DecisionReason.MeterLimit);
        Live(guard, 14, car: 16, house: [1, 1, 1]);
        Expect(guard, 31, DecisionReason.MeterLimit);
    }

    [Theory]
    [InlineData(16, 15.6)]
    [InlineData(12, 11.5)]
    [InlineData(6, 0)]
    public void Look_CarThatDrawsWhatItLikes_DoesNotMoveWhatIsLeft(double before, double then)
    {
        var guard = Guard();
        Live(guard, 150, car: before, house: [3.4, 2, 1]);
        Expect(guard, 28, DecisionReason.MeterLimit);
        for (var cycle = 0; cycle < 20; cycle++)
        {
            Live(guard, 15, car: then, house: [3.4, 2, 1]);
            Expect(guard, 28, DecisionReason.MeterLimit);
            Live(guard, 15, car: before, house: [3.4, 2, 1]);
            Expect(guard, 28, DecisionReason.MeterLimit);
        }
    }

    [Fact]
    public void Take_WhileTheCarGoesUpAndDown_LeavesNoMoreThanBefore()
    {
        var guard = Guard();
        Live(guard, 150, car: 6, house: [5, 1, 1]);
        Expect(guard, 27, DecisionReason.MeterLimit);
        for (var sample = 0; sample < 40; sample++)
        {
            foreach (var drawn in new[] { 26, 26, 26, 6, 6 })
                Car(guard, drawn);
            Meter(guard, [5 + 6, 1 + 6, 1 + 6]);
        }

        Expect(guard, 27, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Take_WhileTheCarRamps_AnImportAboveTheLimitStillLowers()
    {
        var guard = Guard();
        Live(guard, 150, car: 6, house: [1, 1, 1]);
        for (var second = 0; second < 6; second++)
            Car(guard, 6 + (4 * second));
        Meter(guard, [26 + 14, 27, 27]);
        Assert.InRange(guard.Evaluate().Amperes, 0, 18);
    }

    [Fact]
    public void Take_SunGoesIntoTheGrid_LeavesMore()
    {
        var guard = Guard(limit: 20);
        Live(guard, 150, car: 16, house: [-8, -8, -8]);
        Expect(guard, 28, DecisionReason.MeterLimit);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 28)]
    public void Take_CarOnOnePhase_IsLookedForWhereThePhaseOrderSays(int phase, int left)
    {
        var guard = Guard(32, phase == 3 ? new PhaseValues<int>(3, 1, 2) : new PhaseValues<int>(1, 2, 3));
        for (var second = 1; second <= 150; second++)
        {
            Pass(1);
            guard.Measured(0, new ChargerReading { Current = new(new Amperes(12), new Amperes(0), new Amperes(0)) });
            if (second % 5 == 0)
                Meter(guard, [4, 1, 16]);
        }

        Expect(guard, left, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Measured_ChargerNotHeardOf_CountsWithTheHouse()
    {
        var guard = Guard(32, new PhaseValues<int>(1, 2, 3), new PhaseValues<int>(1, 2, 3));
        guard.Measured(1, null);
        Live(guard, 150, car: 16, house: [11, 11, 11]);
        Expect(guard, 21, DecisionReason.MeterLimit);
    }

    [Theory]
    [InlineData(20.0, null, 17)]
    [InlineData(null, 13_800.0, 17)]
    public void Take_MeterWithoutPhases_CountsTheSum(double? amperes, double? watts, int left)
    {
        var guard = new MeterGuard(
            new MeterLimit(amperes is { } a ? new Amperes(a) : null, watts is { } w ? new Watts(w) : null, new Amperes(0), TimeSpan.FromSeconds(30)), 3, [new(1, 2, 3)], TimeSpan.Zero, _time);
        for (var second = 0; second <= 150; second++)
        {
            Pass(1);
            guard.Measured(0, Reading(10));
            if (second % 5 == 0)
                guard.Take(new MeterReading { Source = "ftp", Power = new Watts((10 + 3) * 3 * 230), ArrivedAt = _time.GetTimestamp() });
        }

        Expect(guard, left, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Take_SumBesideASourceThatTellsPhases_IsPassedOver()
    {
        var guard = Guard();
        Live(guard, 150, car: 0, house: [20, 1, 1]);
        guard.Take(new MeterReading { Source = "ftp", Power = Watts.Zero, ArrivedAt = _time.GetTimestamp() });
        Assert.Equal(("solarApi", 12), (guard.Report().Reading!.Source, guard.Report().Room));
    }

    [Fact]
    public void Report_ExpiredMeter_HasAnAgeAndNoReading()
    {
        var guard = Guard();
        Live(guard, 5, car: 0, house: [1, 1, 1]);
        Pass(40);
        var report = guard.Report();
        Assert.Equal((true, true), (report.Reading is null, report.Age > TimeSpan.FromSeconds(39)));
    }

    [Fact]
    public void Distrust_LiveMeter_LeavesTheFallbackUntilANewerSample()
    {
        var guard = Guard();
        Live(guard, 150, car: 16, house: [1, 1, 1]);
        var arrived = _time.GetTimestamp();
        Pass(0.1);
        guard.Distrust();
        Expect(guard, 6, DecisionReason.MeterStale);
        guard.Take(new MeterReading { Source = "solarApi", Power = Watts.Zero, ArrivedAt = arrived });
        Expect(guard, 6, DecisionReason.MeterStale);
        Live(guard, 115, car: 6, house: [1, 1, 1]);
        Expect(guard, 6, DecisionReason.MeterLimit);
        Live(guard, 14, car: 6, house: [1, 1, 1]);
        Expect(guard, 31, DecisionReason.MeterLimit);
    }

    [Fact]
    public void Distrust_LessThanTheFallbackWasLeft_StaysSo()
    {
        var guard = Guard();
        Live(guard, 150, car: 0, house: [28, 1, 1]);
        guard.Distrust();
        Expect(guard, 4, DecisionReason.MeterStale);
    }

    private static ChargerReading Reading(double amperes) => new()
    {
        Current = new(new Amperes(amperes), new Amperes(amperes), new Amperes(amperes)),
        Power = new Watts(amperes * 3 * 230),
    };

    private MeterGuard Guard(double limit = 32, params PhaseValues<int>[] orders) => new(
        new MeterLimit(new Amperes(limit), null, new Amperes(6), TimeSpan.FromSeconds(30)), 3, orders is [] ? [new(1, 2, 3)] : orders, TimeSpan.FromSeconds(30), _time);

    private void Live(MeterGuard guard, int seconds, double car, double[] house)
    {
        for (var second = 0; second < seconds; second++)
        {
            Car(guard, car);
            if ((second + 1) % 5 == 0)
                Meter(guard, [.. house.Select(drawn => drawn + car)]);
        }
    }

    private void Car(MeterGuard guard, double amperes)
    {
        Pass(1);
        guard.Measured(0, Reading(amperes));
        guard.Evaluate();
    }

    private void Meter(MeterGuard guard, double[] import) => guard.Take(new MeterReading
    {
        Source = "solarApi",
        Power = new Watts(import.Sum() * 230),
        Current = new PhaseValues<Amperes>(new(import[0]), new(import[1]), new(import[2])),
        ArrivedAt = _time.GetTimestamp(),
    });

    private void Pass(double seconds) => _time.MoveTo(_time.Now + (long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private static void Expect(MeterGuard guard, int amperes, DecisionReason reason) =>
        Assert.Equal((amperes, reason), (guard.Evaluate().Amperes, guard.Evaluate().Reason));
}
