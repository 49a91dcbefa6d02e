using WallboxMqtt.Tests.Safety.Days;
using WallboxMqtt.Tests.Safety.Fuzz;
using WallboxMqtt.Tests.Safety.Schedules;

namespace WallboxMqtt.Tests.Safety;

internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        ["schedules", .. var rest] => SchedulesCommand.Run(rest, Console.Out),
        ["month", .. var rest] => MonthCommand.Run(rest, Console.Out),
        ["fuzz", .. var rest] => FuzzCommand.Run(rest, Console.Out),
        ["meter-day", .. var rest] => DayCommand.Run(rest, Console.Out),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("""
            schedules [COUNT] [--seed FIRST] [--stop-on-fail] [--no-shrink]
                                               runs COUNT (1000) simulated hours of faults with fresh or given seeds; prints how often each trait
                                               of a house was there and each fault struck; shrinks the first failure
            schedules --replay SEED            runs one of them and tells what happens in it
            schedules --shrink SEED            finds the fewest events that still fail, and prints them as a test
            ... --all-traits                   also houses that the service does not cope with yet (Traits.NotYet)
            fuzz TARGET|all [--guided] [--count N] [--seed S] [--only INDEX]
                                               gives N (1000000) mutated inputs to a reader: powerflow, meter, ftp, modbus, rtu, sunspec, mqtt, yaml;
                                               guided: what takes a branch of its own is mutated further (SharpFuzz)
            meter-day [FILE.svg]               lives a day with kettle, oven and clouds, with and without the meter guard
            month [DAYS] [--seed SEED]         runs one house for 30 days of faults and looks at memory, timers and connections
            """);
        return 2;
    }
}
