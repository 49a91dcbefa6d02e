using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Problems;

/// <summary>Everything in a report that a user should look at.</summary>
internal static class PlantProblems
{
    /// <summary>It uploads every 10 s: by this time after the start its data should have come.</summary>
    private static readonly TimeSpan s_heardWithin = TimeSpan.FromMinutes(1);

    // An inverter that falls asleep at dusk, or is taken off the network by it, went silent at next to nothing.
    private const double Dusk = 100;

    /// <summary>The list, the inverter first.</summary>
    public static ImmutableArray<Problem> Of(CycleReport report) =>
        [.. new[] { Of(report.Inverter), Contradiction(report.Inverter), Meter(report.Balancer) }.Concat(report.Chargers.Select(Of)).OfType<Problem>()];

    /// <summary>What is wrong with a charger; null for nothing.</summary>
    public static Problem? Of(ChargerReport charger)
    {
        if (!charger.Problem)
            return null;
        if (charger.Frozen)
            return new Problem(charger.Id, ProblemKind.ChargerFrozen, charger.Fault ?? "its values stand still");
        if (!charger.Online)
            return new Problem(charger.Id, ProblemKind.ChargerOffline, charger.Fault ?? "out of reach");
        if (charger.Reason == DecisionReason.Overcurrent)
            return new Problem(charger.Id, ProblemKind.Overcurrent, charger.Fault ?? "the car draws more than it is offered");
        if (charger.Reading is { Faulted: true } reading)
            return new Problem(charger.Id, ProblemKind.ChargerFault, reading.FaultCode is > 0 and { } code ? $"reports fault code {code}" : "reports a fault");
        if (charger.FailsafeFault is { } failsafe && failsafe == charger.Fault)
            return new Problem(charger.Id, ProblemKind.ChargerFailsafe, failsafe);
        return new Problem(charger.Id, ProblemKind.ChargerDisobeys, charger.Fault ?? "does not follow commands");
    }

    private static Problem? Meter(BalancerReport balancer) => balancer.Meter is { Reading: null } meter
        ? new Problem("meter", ProblemKind.MeterStale, meter.Age is { } age ? $"the grid meter has been silent for {age.TotalMinutes:0} min" : "no data from the grid meter since the start")
        : null;

    private static Problem? Contradiction(InverterReport inverter) =>
        inverter.Contradiction is { } fault ? new Problem("inverter", ProblemKind.InverterContradicts, fault) : null;

    private static Problem? Of(InverterReport inverter) => inverter.Status switch
    {
        InverterStatus.Invalid => new Problem("inverter", ProblemKind.InverterInvalid, inverter.Fault ?? "its reading is not credible"),
        InverterStatus.Missing when inverter.Silent >= s_heardWithin => new Problem("inverter", ProblemKind.InverterMissing, "no data since the start"),
        InverterStatus.Stale when inverter.LastPower?.Value >= Dusk => new Problem("inverter", ProblemKind.InverterStale, inverter.Fault ?? $"went silent at {inverter.LastPower}"),
        InverterStatus.Missing or InverterStatus.Stale or InverterStatus.Ok or InverterStatus.Night => null,
    };
}
