using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What a wallbox, its car or another master may do.</summary>
internal static class BoxFaults
{
    internal static IEnumerable<Fault> All =>
    [
        new("box: failsafe struck", stage => Once(stage.Box.ForceFailsafe)),
        new("box: setpoint lost", stage => LoseSetpoint(stage)),
        new("box: reboot", Reboot),
        new("box: second master takes the slot", SecondMaster),
        new("box: equipment fault", stage => Both(() => stage.Box.EquipmentFault = true, () => stage.Box.EquipmentFault = false)),
        new("box: fault code", stage => Both(() => stage.Box.FaultCode = 0x8001, () => stage.Box.FaultCode = 0)),
        new("car: none", stage => Both(stage.Box.Unplug, () => stage.Box.PlugIn(new SimulatedCar()))),
        new("car: another one", stage => Once(() => stage.Box.PlugIn(Car(stage)))),
        new("car: draws more than it is offered", Overdraws),
    ];

    /// <summary>Some car.</summary>
    internal static SimulatedCar Car(Stage stage) => new()
    {
        Phases = stage.Random.Next(1, 4),
        MaxCurrent = stage.Random.Next(2) == 0 ? 32 : 16,
        StartDelay = TimeSpan.FromSeconds(stage.Between(5, 40)),
        FollowTime = TimeSpan.FromSeconds(stage.Between(0.5, 11)),
        Wants = stage.Between(1000, 80_000),
    };

    private static Action Once(Action action) => Both(action, () => { });

    private static Action Both(Action begin, Action end)
    {
        begin();
        return end;
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
            stage.Watch.Draw.Excuse(50);
            stage.Box.MasterCame();
            stage.Box.Answer([6, 0x13, 0x8C, 0, (byte)stage.Random.Next(6, 33)], reply);
            stage.Box.Answer([6, 0x17, 0x70, 0, 1], reply);
        });
        return () =>
        {
            steering();
            stage.Box.MasterWent();
            stage.Line.ClosesAtOnce = false;
            stage.Watch.Draw.Excuse(50);
        };
    }

    private static Action Overdraws(Stage stage)
    {
        var amperes = stage.Between(0.5, 8);
        stage.Watch.Draw.Excuse(600);
        stage.Box.PlugIn(new SimulatedCar { Overdraw = amperes });
        return () => stage.Box.PlugIn(new SimulatedCar());
    }
}
