namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>The invariants' names, as docs/safety.md lists them.</summary>
internal static class Invariant
{
    internal const string SetpointWithinAllowance = "1 setpoint within allowance";
    internal const string FallAtOnce = "2 fall at once, or no sign of life";
    internal const string NoSunNoBoost = "3 no valid sun, no setpoint above the cap";
    internal const string AliveBehindCycle = "4 sign of life only behind a live cycle";
    internal const string OffStaysOff = "5 off stays off";
    internal const string FullAllowanceBack = "6 full allowance back once faults are over";
    internal const string DrawWithinAllowance = "7 draw within allowance, but for the lag";
    internal const string Bounded = "8 memory, queues and sockets stay bounded";
    internal const string FailsafeSet = "9 failsafe registers hold what they should";
    internal const string LoweredAtTheEnd = "10 lowered at the end of the service";
    internal const string OverdrawStops = "11 a car that draws more than it is offered is stopped";
    internal const string ImportWithinLimit = "12 import within the meter's limit, but for the lag";
}
