using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>Evaluates what a wallbox reports: is it one, is it sound, does it fit the configuration?</summary>
internal static class Evc04Findings
{
    // EN 50160 allows 207 V to 253 V; a little outside of it is the grid's fault, far outside the reading's.
    private const double LowestVoltage = 195;
    private const double HighestVoltage = 264;

    private const string NotReported = "not reported";

    private static readonly Evc04Register[] s_names = [Evc04Registers.Brand, Evc04Registers.Model, Evc04Registers.SerialNumber];
    private static readonly Evc04Register[] s_values =
    [
        Evc04Registers.MinCurrent, Evc04Registers.MaxCurrent, Evc04Registers.VoltageL1, Evc04Registers.VoltageL2, Evc04Registers.VoltageL3,
    ];
    private static readonly Evc04Register[] s_failsafe = [Evc04Registers.FailsafeCurrent, Evc04Registers.FailsafeTimeout];

    /// <summary>Reports identity, state, values and failsafe.</summary>
    internal static void Report(CheckSteps steps, Evc04Image image, ChargerOptions options, GridCap grid)
    {
        var identity = Evc04Decoder.Identity(image);
        var reading = Evc04Decoder.Reading(image);
        ReportIdentity(steps, image, identity);
        ReportState(steps, image, reading);
        ReportValues(steps, image, identity, reading, grid);
        ReportFailsafe(steps, image, options.Failsafe);
    }

    private static void ReportIdentity(CheckSteps steps, Evc04Image image, ChargerIdentity identity)
    {
        const string step = "identity";
        if (s_names.All(register => image.Words(register).IsEmpty) && !image.Words(Evc04Registers.ChargingCurrent).IsEmpty)
            steps.Passed(step, "it does not report brand, model and serial number", "nothing: control does not need them; they are unknown");
        else if ((identity.Brand ?? identity.Model ?? identity.Serial) is null)
            steps.Failed(step, "it reports neither brand nor model nor serial number", Evc04Advice.Refuses);
        else
            steps.Passed(step, $"{identity.Brand ?? "?"} {identity.Model ?? "?"}, serial {identity.Serial ?? "?"}, firmware {identity.Firmware ?? "?"}");
    }

    private static void ReportState(CheckSteps steps, Evc04Image image, ChargerReading reading)
    {
        const string step = "state";
        var equipment = Shown(image, Evc04Registers.EquipmentState);
        var found = $"{Shown(image, Evc04Registers.ChargepointState)}, equipment {equipment}, fault code {Shown(image, Evc04Registers.FaultCode)}";
        if (reading.Faulted)
            steps.Failed(step, found, "the wallbox reports a fault of its own: look at its light, its configuration page and its manual; switching it off for 10 s at the fuse often helps");
        else if (image.Words(Evc04Registers.ChargepointState).IsEmpty)
            steps.Passed(step, found, "nothing: control does not need it; its state is unknown");
        else if (reading.State is null)
            steps.Failed(step, found, $"not a state of an EVC04: {Evc04Advice.Refuses}");
        else if (equipment is not ("running" or NotReported))
            steps.Passed(step, found, "it is not running yet, or is disabled: wait for it, or look at its configuration page");
        else
            steps.Passed(step, found);
    }

    private static void ReportValues(CheckSteps steps, Evc04Image image, ChargerIdentity identity, ChargerReading reading, GridCap grid)
    {
        const string step = "values";
        var (least, most) = (reading.MinCurrent, reading.MaxCurrent);
        var voltages = new[] { reading.Voltage.L1, reading.Voltage.L2, reading.Voltage.L3 };
        var found = $"voltages {string.Join(", ", voltages.Select(volts => volts is { } v ? $"{v.Value:0}" : "?"))} V; {least?.ToString() ?? "?"} to {most?.ToString() ?? "?"}; "
            + $"{(identity.Phases is { } count ? $"{count} phases" : "number of phases unknown")}; rated {identity.RatedPower?.ToString() ?? "?"}";
        var cap = grid.At(grid.VoltageOr(GridCap.Nominal));
        if (s_values.Any(register => image.Words(register).IsEmpty))
            steps.Passed(step, found, "nothing: control does not need what it does not report; the safe figure is taken for each");
        else if (least is null || most is null || least > most)
            steps.Failed(step, found, "its least and highest current (registers 1102, 1104) make no sense: wallbox-mqtt registers shows all it reports; is it an EVC04?");
        else if (reading.Charging != true && voltages.All(volts => volts is { Value: 0 }))
            steps.Passed(step, found, "it measures no voltage while it does not charge: look again while it charges");
        else if (voltages.Take(identity.Phases ?? grid.Phases).Any(volts => volts is not { Value: >= LowestVoltage and <= HighestVoltage }))
            steps.Failed(step, found, $"a phase is missing or its voltage is odd (sound: {LowestVoltage} to {HighestVoltage} V): look at fuse and supply of the wallbox");
        else if (identity.Phases is { } phases && phases != grid.Phases)
            steps.Failed(step, found, $"the wallbox reports {phases} and grid.phases says {grid.Phases}: correct one of them, or the watts are calculated wrongly{LostPhases(identity)}");
        else if (identity.RatedPower is { Value: > 0 } rated && rated < cap)
            steps.Passed(step, found, $"the wallbox can do less than grid.cap ({cap}): its own limit holds first. A switch inside it, if you want more");
        else
            steps.Passed(step, found);
    }

    private static string LostPhases(ChargerIdentity identity) =>
        identity.Phases == 1 && FirmwareVersion.Parse(identity.Firmware) is { } version && version < FirmwareVersion.KeepsPhases
            ? "; this firmware may have lost them: restart the wallbox (fuse off and on)"
            : "";

    private static void ReportFailsafe(CheckSteps steps, Evc04Image image, FailsafeOptions wanted)
    {
        const string step = "failsafe";
        if (Evc04Decoder.Number(image.Words(Evc04Registers.FailsafeCurrent)) is not { } current
            || Evc04Decoder.Number(image.Words(Evc04Registers.FailsafeTimeout)) is not { } timeout)
        {
            var unknown = string.Join(" and ", s_failsafe.Where(register => image.Words(register).IsEmpty).Select(register => $"{register.Address} ({register.Name})"));
            steps.Failed(
                step,
                $"{unknown} cannot be read",
                "without control, 32 A may flow forever: it is still steered, and nothing holds the cap while the service or the line is down. Set the failsafe in the wallbox's configuration page, and try newer firmware");
            return;
        }

        var found = $"{new Amperes(current)} after {(timeout == 0 ? "20 s (written 0)" : Seconds.Print(TimeSpan.FromSeconds(timeout)))}";
        var configured = $"{wanted.Current} after {Seconds.Print(wanted.Timeout)}";
        if (current == wanted.Current.Value && timeout == wanted.Timeout.TotalSeconds)
            steps.Passed(step, $"{found}, as configured");
        else if (wanted.Write)
            steps.Passed(step, $"{found}; configured is {configured}", "nothing: the service writes what is configured when it connects");
        else
            steps.Failed(step, $"{found}; configured is {configured}", "set it in the wallbox's configuration page, or let the service do it: chargers[].failsafe.write: true");
    }

    private static string Shown(Evc04Image image, Evc04Register register) =>
        image.Words(register) is { IsEmpty: false } words ? Evc04Values.Of(register, words).ToString() : NotReported;
}
