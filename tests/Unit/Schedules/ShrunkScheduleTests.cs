using WallboxMqtt.Tests.Safety.Schedules;

namespace WallboxMqtt.Tests.Unit.Schedules;

/// <summary>
/// Hours that once showed a fault, of the service or of the watch itself, shrunk to the fewest events: what
/// <c>schedules --shrink SEED</c> prints is pasted here.
/// </summary>
public sealed class ShrunkScheduleTests
{
    /// <summary>Commands in a flood count from the moment at which the service executes them.</summary>
    [Fact]
    public void Schedule_OfSeed4_HoldsAllInvariants() => Holds(new ScheduleCase(
        4,
        [],
        [
            new(22.758, "sun 9900"),
            new(104.887, "broker: flood of commands", 4.841, 3, 796469208),
        ]));

    /// <summary>What could not be kept is kept later, and holds after a kill.</summary>
    [Fact]
    public void Schedule_OfSeed30499_HoldsAllInvariants() => Holds(new ScheduleCase(
        30499,
        [],
        [
            new(203.179, "host: state directory read-only", 83.672, 3, 1835639408),
            new(249.835, "mode off"),
            new(310.361, "host: SIGKILL and a new start", 13.244, 3, 520295671),
        ]));

    /// <summary>A write that ended connections is tried again once the line is sound.</summary>
    [Fact]
    public void Schedule_OfSeed30829_HoldsAllInvariants() => Holds(new ScheduleCase(
        30829,
        [Trait.RefusesJoinedReads],
        [
            new(1942.342, "line: other echo", 104.741, 2, 156450783),
            new(1954.95, "host: SIGKILL and a new start", 11.478, 0, 1691054366),
            new(3171.69, "mode off"),
        ]));

    /// <summary>A process that is paused hears no SIGTERM.</summary>
    [Fact]
    public void Schedule_OfSeed153_HoldsAllInvariants() => Holds(new ScheduleCase(
        153,
        [],
        [
            new(2165.084, "host: a long pause", 2.523, 3, 404675599),
            new(2197.103, "host: SIGTERM and a new start", 21.764, 0, 2063373803),
        ]));

    /// <summary>A wallbox that has fallen back draws its failsafe current, whatever a meter leaves.</summary>
    [Fact]
    public void Schedule_OfSeed1231_HoldsAllInvariants() => Holds(new ScheduleCase(
        1231,
        [Trait.MeterGuard],
        [
            new(0, "load 2.5 0.5 21.5"),
            new(41.083, "car: full soon", 17.256, 0, 614071407),
            new(113.672, "box: reboot", 49.095, 2, 1981904783),
        ]));

    /// <summary>An answer that is refused comes from a quick source, twice within a second.</summary>
    [Fact]
    public void Schedule_OfSeed1266_HoldsAllInvariants() => Holds(new ScheduleCase(
        1266,
        [Trait.FastSource, Trait.OtherDelays],
        [
            new(0, "sun 9900"),
            new(21.844, "inverter: StatusCode", 2.272, 1, 598379856),
        ]));

    /// <summary>A charger that is stopped keeps 0 A in its failsafe register, too.</summary>
    [Fact]
    public void Schedule_OfSeed16_HoldsAllInvariants() => Holds(new ScheduleCase(
        16,
        [],
        [
            new(3178.128, "car: draws more than it is offered", 112.173, 3, 127966706),
        ]));

    private static void Holds(ScheduleCase one) => Assert.Null(SchedulesCommand.Fault(one));
}
