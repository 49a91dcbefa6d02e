namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What may happen to the service's own machine, and what people and the broker may do to it.</summary>
internal static class HostFaults
{
    // The longest poll, and a request that is out.
    private static readonly long s_round = 5 * TimeSpan.TicksPerSecond;

    internal static IEnumerable<Fault> All =>
    [
        new("host: clock jumps a day on", stage => Jump(stage, 1)),
        new("host: clock jumps a day back", stage => Jump(stage, -1)),
        new("host: pauses", stage => stage.Repeat(stage.Between(3, 30), () => Pause(stage, 2))),
        new("host: a long pause", stage => Pause(stage, stage.Between(5, 90))),
        new("host: suspended", stage => Halt(stage, unnoticed: false)),
        new("host: machine paused, wall clock shows it", stage => Halt(stage, unnoticed: true, corrected: true)),
        new("host: machine paused, no clock shows it", stage => Halt(stage, unnoticed: true)),
        new("host: disk full", stage => Disk(stage, new IOException("No space left on device"))),
        new("host: state directory read-only", stage => Disk(stage, new UnauthorizedAccessException("read-only"))),
        new("host: disk hangs", stage => Slow(stage, stage.Between(0.1, 60))),
        new("host: SIGTERM and a new start", stage => Restart(stage, kill: false)),
        new("host: SIGKILL and a new start", stage => Restart(stage, kill: true)),
        new("host: SIGKILL and one copy of the state damaged", stage => Damaged(stage, 1)),
        new("host: SIGKILL and all copies of the state damaged", stage => Damaged(stage, 2)),
        new("broker: absent", stage => Both(() => stage.House.Broker.Absent = true, () => stage.House.Broker.Absent = false)),
        new("broker: slow", stage => Both(() => stage.House.Broker.Latency = TimeSpan.FromSeconds(20), () => stage.House.Broker.Latency = TimeSpan.Zero)),
        new("broker: flood of commands", stage => stage.Repeat(1, () => stage.People.Flood(stage.Random, 300))),
        new("broker: retained commands", stage => stage.Repeat(1, () => stage.People.Retained(stage.Random))),
        new("broker: commands that are none", stage => stage.Repeat(0.5, () => stage.People.Nonsense(stage.Random))),
    ];

    private static Action Both(Action begin, Action end)
    {
        begin();
        return end;
    }

    private static Action Jump(Stage stage, int days)
    {
        stage.House.World.Time.WallClockOffset += TimeSpan.FromDays(days);
        if (days > 0)
            ClockShowsIt(stage);
        return () => { };
    }

    // What the service does next, it does without the sun of before. It may sleep until its next round.
    private static void ClockShowsIt(Stage stage)
    {
        stage.Watch.Oracle.Sun.Distrusted();
        stage.Watch.RunsSince = stage.Watch.Now + s_round;
    }

    // A box that was steered and has fallen back meanwhile has closed its connection: whoever finds that knows that time was lost.
    private static void BoxesShowIt(Stage stage, bool[] steered)
    {
        foreach (var (charger, index) in stage.Watch.Chargers.Select((charger, index) => (charger, index)))
            charger.TimeLost = steered[index] && stage.House.Lines[index].Box.InFailsafe ? stage.Watch.Now : null;
    }

    private static Action Halt(Stage stage, bool unnoticed, bool corrected = false)
    {
        var (house, process) = (stage.House, stage.House.Service.Process);
        if (process.Paused || process.Dead)
            return () => { };
        process.Halt();
        var halted = stage.Watch.Now;
        stage.Watch.Draw.Broken();
        stage.Watch.Interrupted(gone: false);
        var steered = stage.Watch.Chargers.Select(charger => charger.Acknowledged is not null && !charger.Line.Box.InFailsafe).ToArray();
        var (lasts, late) = (TimeSpan.FromSeconds(stage.Between(6, 90)), TimeSpan.FromSeconds(stage.Between(0, 5)));
        house.World.Start(async () =>
        {
            await Task.Delay(lasts, house.World.Time);
            if (process.Dead)
                return;
            if (unnoticed)
                stage.Watch.Unnoticed(TimeSpan.FromTicks(stage.Watch.Now - halted));
            stage.Watch.RunsSince = stage.Watch.Now + s_round;
            stage.Watch.Note("the machine goes on");
            process.GoOn(unnoticed);
            if (unnoticed)
                BoxesShowIt(stage, steered);
            if (!corrected)
                return;
            await Task.Delay(late, house.World.Time);
            if (process.Dead)
                return;
            stage.Watch.Note("its wall clock is set right");
            process.WallClockBehind = TimeSpan.Zero;
            ClockShowsIt(stage);
        });
        return () => { };
    }

    private static Action Pause(Stage stage, double seconds)
    {
        var (house, process) = (stage.House, stage.House.Service.Process);
        if (process.Paused || process.Dead)
            return () => { };
        process.Pause();
        stage.Watch.Draw.Broken();
        stage.Watch.Interrupted(gone: false);
        house.World.Start(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), house.World.Time);
            stage.Watch.RunsSince = house.World.Time.Now;
            process.Resume();
        });
        return () => { };
    }

    private static Action Disk(Stage stage, Exception fault)
    {
        stage.House.Disk.Fault = fault;
        return () => stage.House.Disk.Fault = null;
    }

    private static Action Slow(Stage stage, double seconds)
    {
        stage.House.Disk.Latency = TimeSpan.FromSeconds(seconds);
        return () => stage.House.Disk.Latency = TimeSpan.Zero;
    }

    private static Action Restart(Stage stage, bool kill)
    {
        if (kill)
            stage.People.Kill();
        else
            stage.People.Terminate();
        return stage.People.StartAnew;
    }

    private static Action Damaged(Stage stage, int copies)
    {
        stage.People.Kill();
        stage.People.Damage(stage.Random, copies);
        return stage.People.StartAnew;
    }
}
