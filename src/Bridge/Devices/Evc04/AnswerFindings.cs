using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>Judges how a wallbox answers: how fast, which registers it does not answer, and what its firmware is known for.</summary>
internal static class AnswerFindings
{
    // Control works with answers of a second, too; from here on it can be noticed.
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(200);

    /// <summary>Reports firmware, speed, and registers that could not be read.</summary>
    internal static void Report(CheckSteps steps, ImmutableArray<RegisterAnswer> answers)
    {
        ReportFirmware(steps, answers.FirstOrDefault(answer => answer.Register == Evc04Registers.Firmware)?.Value?.Text);
        ReportSpeed(steps, [.. answers.Select(answer => answer.Took).OfType<TimeSpan>().Order()]);
        ReportGaps(
            steps,
            Addresses(answers, RegisterOutcome.Mute),
            Addresses(answers, RegisterOutcome.Refused),
            Addresses(answers, RegisterOutcome.Unread),
            answers.Any(answer => answer.Outcome == RegisterOutcome.Answered && answer.Register.Pace is ReadPace.Policy or ReadPace.State));
    }

    /// <summary>Reports which registers do not answer or are refused; nothing if there are none.</summary>
    internal static void ReportGaps(CheckSteps steps, ImmutableArray<ushort> mute, ImmutableArray<ushort> refused, ImmutableArray<ushort> unread = default, bool numbersCome = true)
    {
        const string step = "registers";
        if (mute is not [])
        {
            var texts = numbersCome && mute.All(address => Of(address)?.Type == RegisterType.Text);
            steps.Passed(
                step,
                $"{(texts ? "numbers are answered, texts are not: " : "")}{Names(mute)} {(mute.Length == 1 ? RegisterAnswer.Mute : "do not answer on this firmware")}",
                "nothing: control does not need it, the service leaves it out, and its value is unknown");
        }

        if (refused is not [])
            steps.Passed(step, $"refused: {Names(refused)}", "nothing: control does not need it, and its value is unknown");
        if (unread is { IsDefaultOrEmpty: false })
            steps.Passed(step, $"not read: {Names(unread)}", "the time or the connection was over: wallbox-mqtt registers takes more time");
    }

    private static void ReportFirmware(CheckSteps steps, string? text)
    {
        if (FirmwareVersion.Parse(text) is not { } version || version >= FirmwareVersion.KeepsPhases)
            return;
        steps.Passed(
            "firmware",
            $"{text}: below {FirmwareVersion.KeepsPhases} it may lose its phases (owners saw register 404 become 0)",
            "if it suddenly charges on one phase only and reports 1 phase: restart the wallbox (fuse off and on), which fixes it; newer firmware keeps its phases");
    }

    private static void ReportSpeed(CheckSteps steps, ImmutableArray<TimeSpan> took)
    {
        if (took is [])
            return;
        var median = took[took.Length / 2];
        var found = $"an answer takes {median.TotalMilliseconds:0} ms (median of {took.Length})";
        if (median <= s_slow)
            steps.Passed("speed", found);
        else
            steps.Passed("speed", found, $"it is still steered; a fall of the sun takes {median.TotalMilliseconds:0} ms longer to reach it. Cable instead of Wi-Fi? A gateway on the way?");
    }

    private static ImmutableArray<ushort> Addresses(ImmutableArray<RegisterAnswer> answers, RegisterOutcome outcome) =>
        [.. answers.Where(answer => answer.Outcome == outcome).Select(answer => answer.Register.Address).Order()];

    private static Evc04Register? Of(ushort address) => Evc04Registers.All.FirstOrDefault(register => register.Address == address);

    private static string Names(ImmutableArray<ushort> addresses) =>
        string.Join(", ", addresses.Select(address => Of(address) is { } register ? $"{address} ({register.Name})" : $"{address}"));
}
