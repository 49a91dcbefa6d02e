using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>Reports what an accepted power flow says.</summary>
internal static class UploadFindings
{
    private static readonly TimeSpan s_wrongClock = TimeSpan.FromMinutes(1);

    /// <summary>Power, its time by the inverter's clock, and how far that clock is off.</summary>
    /// <param name="steps">Takes the step.</param>
    /// <param name="step">Its name.</param>
    /// <param name="flow">What came.</param>
    /// <param name="behind">Our clock less the inverter's: what of it is not the way here is a wrong clock.</param>
    internal static void Report(CheckSteps steps, string step, PowerFlow flow, TimeSpan behind)
    {
        var power = flow.Power is { } watts ? $"{watts}" : "no power: it sleeps";
        var off = Seconds.Print(TimeSpan.FromSeconds(Math.Round(Math.Abs(behind.TotalSeconds))));
        var found = $"{power}, stamped {JsonText.Moment(flow.Timestamp)}, {off} {(behind < TimeSpan.Zero ? "ahead of" : "behind")} this machine's clock";
        if (behind.Duration() > s_wrongClock)
            steps.Passed(step, found, "one of the two clocks is wrong. Steering is not affected; set the inverter's clock (or this machine's: timedatectl)");
        else
            steps.Passed(step, found);
    }
}
