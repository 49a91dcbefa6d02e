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
}
