using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The machine's clock. Steering needs none; TLS, the history and users do. A Raspberry Pi has no clock of its own.</summary>
internal sealed class ClockCheck(SystemClock clock, TimeProvider time) : ILinkCheck
{
    private const int FirstYear = 2025;
    private const int LastYear = 2100;
    private const string Remedy = "sudo timedatectl set-ntp true, and let this machine reach a time server; timedatectl shows its state";

    /// <inheritdoc />
    public string Part => "clock";

    /// <inheritdoc />
    public Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "time";
        var now = time.GetLocalNow();
        var shown = JsonText.Moment(now);
        if (now.Year is < FirstYear or > LastYear)
            steps.Failed(step, $"{shown} cannot be right", $"{Remedy}. Steering goes on; TLS, history and times are wrong");
        else if (clock.IsSynchronised is true)
            steps.Passed(step, $"{shown}, synchronised");
        else
            steps.Passed(step, $"{shown}, {(clock.IsSynchronised is false ? "not synchronised" : "the system does not say whether it is synchronised")}", $"steering does not need it; TLS, history and times do: {Remedy}");
        return Task.CompletedTask;
    }
}
