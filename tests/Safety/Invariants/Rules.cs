namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>Rules that the service does not keep yet: each is switched on by its one word here.</summary>
internal static class Rules
{
    /// <summary>
    /// The sign of life needs a setpoint acknowledged on this connection, read back lately and not contradicted, and no request of
    /// 5004 or 6000 failed since; registers for display do not matter. False: every steering register must have been read.
    /// </summary>
    internal static bool AliveBehindSetpoint => true;

    /// <summary>Register 2000 follows mode and limit. False: it holds what is configured.</summary>
    internal static bool FailsafeFollowsCommands => true;

    /// <summary>
    /// The next request after a fall is the lower setpoint, also where the fall came while a setpoint was being written or the failsafe
    /// registers were looked at. False: one request is excused then.
    /// </summary>
    internal static bool EveryFallIsNext => true;
}
