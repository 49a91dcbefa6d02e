using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What a wallbox, its car or another master may do.</summary>
internal static class BoxFaults
{
    internal static IEnumerable<Fault> All =>
    [
        new("box: failsafe struck", StrikeFailsafe),
        new("box: setpoint lost", stage => LoseSetpoint(stage)),
        new("box: reboot", Reboot),
        new("box: second master takes the slot", SecondMaster),
        new("box: equipment fault", stage => Both(() => stage.Box.EquipmentFault = true, () => stage.Box.EquipmentFault = false)),
        new("box: fault code", stage => Both(() => stage.Box.FaultCode = 0x8001, () => stage.Box.FaultCode = 0)),
        new("box: freezes", stage => Once(stage.Box.Freeze)),
        new("car: none", stage => Both(stage.Box.Unplug, () => Arrive(stage, Car(stage.Random)))),
        new("car: another one", stage => Once(() => Arrive(stage, Car(stage.Random)))),
        new("car: on one phase", stage => Once(() => Arrive(stage, OnPhases(stage, 1)))),
        new("car: on two phases", stage => Once(() => Arrive(stage, OnPhases(stage, 2)))),
        new("car: full soon", stage => Once(() => Arrive(stage, new SimulatedCar { Wants = stage.Between(10, 300) }))),
        new("car: draws more than it is offered", Overdraws) { Least = 75 },
    ];

    /// <summary>Some car.</summary>
    internal static SimulatedCar Car(Random random) => new()
    {
        Phases = random.Next(3) == 0 ? random.Next(1, 3) : 3,
        MaxCurrent = random.Next(3) == 0 ? 16 : 32,
        StartDelay = TimeSpan.FromSeconds(5 + (35 * random.NextDouble())),
        FollowTime = TimeSpan.FromSeconds(0.5 + (10.5 * random.NextDouble())),
        Wants = 1000 + (79_000 * random.NextDouble()),
    };

    private static SimulatedCar OnPhases(Stage stage, int phases) => new()
    {
        Phases = phases,
        StartDelay = TimeSpan.FromSeconds(stage.Between(5, 20)),
        FollowTime = TimeSpan.FromSeconds(stage.Between(0.5, 11)),
    };

    // With a contract in watts, what one phase was allowed is too much for three: out of reach, nobody can tell the wallbox so.
    private static void Arrive(Stage stage, SimulatedCar car)
    {
        if (stage.Watch.Facts.CapWatts is not null)
            stage.Watch.Draw.Excuse(stage.Watch.Draw.FallBack + 15);
        stage.Box.PlugIn(car);
    }

    private static Action Once(Action action) => Both(action, () => { });

    private static Action Both(Action begin, Action end)
    {
        begin();
        return end;
    }

    // A factory's figure may be above the cap, until the next setpoint is written and the car has followed.
    private static Action StrikeFailsafe(Stage stage)
    {
        if (stage.Box.FailsafeCurrent > stage.Watch.Facts.Failsafe)
            stage.Watch.Draw.Forgotten(stage.Box, stage.Box.FailsafeCurrent);
        stage.Box.ForceFailsafe();
        return () => { };
    }

    private static Action LoseSetpoint(Stage stage)
    {
        var amperes = stage.Random.Next(6, 33);
        stage.Box.LoseSetpoint(amperes);
        stage.Watch.Draw.Forgotten(stage.Box, amperes);
        return () => { };
    }

    // It takes its failsafe current at once; nobody knows before the next request.
    private static Action Reboot(Stage stage)
    {
        stage.Watch.Draw.Excuse(8);
        stage.Line.Refuses = true;
        stage.Line.Break();
        stage.Box.ForceFailsafe();
        return () => stage.Line.Refuses = false;
    }

    // He steers as he likes; what the car draws meanwhile is his.
    private static Action SecondMaster(Stage stage)
    {
        stage.Line.ClosesAtOnce = true;
        stage.Line.Break();
        var reply = new byte[260];
        var steering = stage.Repeat(2, () =>
        {
            stage.Watch.Draw.Excuse(stage.Watch.Draw.AfterAnotherMaster);
            stage.Box.MasterCame();
            stage.Box.Answer([6, 0x13, 0x8C, 0, (byte)stage.Random.Next(6, 33)], reply);
            stage.Box.Answer([6, 0x17, 0x70, 0, 1], reply);
        });
        return () =>
        {
            steering();
            stage.Box.MasterWent();
            stage.Line.ClosesAtOnce = false;
            stage.Watch.Draw.Excuse(stage.Watch.Draw.AfterAnotherMaster);
        };
    }

    private static Action Overdraws(Stage stage)
    {
        var excused = stage.Repeat(1, () => stage.Watch.Draw.Excuse(15));
        stage.Box.PlugIn(new SimulatedCar { Overdraw = stage.Between(0.5, 8), StartDelay = TimeSpan.FromSeconds(stage.Between(3, 15)), Wants = 1e6 });
        return () =>
        {
            excused();
            Arrive(stage, new SimulatedCar());
        };
    }
}
