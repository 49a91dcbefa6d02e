using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>One wallbox: connection, answers, what it is, what it says, its failsafe, how it answers. Nothing is written to it.</summary>
internal sealed class Evc04Check(ChargerOptions options, Evc04Link link, GridCap grid, IModbusDialer dialer, CheckSetting setting) : ILinkCheck
{
    private const string Modbus = "Modbus";

    // A wallbox that refuses a new connection after it closed one does so for its failsafe time: one of these is borne.
    private static readonly TimeSpan s_longestSurvey = TimeSpan.FromSeconds(45);

    private static readonly ImmutableArray<Evc04Register> s_first =
    [
        Evc04Registers.ChargingCurrent, Evc04Registers.FailsafeCurrent, Evc04Registers.FailsafeTimeout,
        Evc04Registers.ChargepointState, Evc04Registers.EquipmentState, Evc04Registers.FaultCode,
        Evc04Registers.VoltageL1, Evc04Registers.VoltageL2, Evc04Registers.VoltageL3,
        Evc04Registers.MinCurrent, Evc04Registers.MaxCurrent, Evc04Registers.RatedPower,
        Evc04Registers.Brand, Evc04Registers.Model, Evc04Registers.SerialNumber, Evc04Registers.Firmware, Evc04Registers.NumberOfPhases,
    ];

    // All that the service reads; others may cost the connection, and it does not need them.
    private static readonly ImmutableArray<Evc04Register> s_asked =
        [.. s_first, .. Evc04Registers.All.Where(register => register.Pace != ReadPace.OnDemand).Except(s_first)];

    /// <summary>Makes the way to a device, to try it in the other framing.</summary>
    internal Func<ModbusAddress, IModbusDialer> Dial { get; init; } = address => address.Dial();

    /// <inheritdoc />
    public string Part => $"charger {options.Id}";

    /// <inheritdoc />
    public TimeSpan Longest => s_longestSurvey + TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        // Two masters would only be in each other's way.
        if (setting.Service.Charger(options.Id) is { } known)
        {
            AskService(steps, known);
            return;
        }

        if (!link.Address.IsPort && !await Network.KnowsAsync(steps, link.Address.Url.DnsSafeHost, "chargers[].url", setting.Time, cancellation))
            return;
        if (await SurveyAsync(steps, cancellation) is not var (step, failed))
            return;
        var (found, advice) = step == Modbus ? await ExplainAsync(failed, cancellation) : (failed.Message, Evc04Advice.Unreached(link.Address));
        if ((step == Modbus ? !link.Address.IsTcp : link.Address.IsPort) && failed is not ModbusLinkException { OtherFraming: true })
            (found, advice) = await LineWatch.ExplainAsync(dialer, found, advice, cancellation);
        steps.Failed(step, found, advice);
    }

    // Why nothing could be read; null if something could. The line is free again afterwards.
    private async Task<(string Step, ModbusException Failed)?> SurveyAsync(CheckSteps steps, CancellationToken cancellation)
    {
        await using var survey = new Evc04Survey(dialer, link.Unit, setting.Time) { Longest = s_longestSurvey };
        var line = link.Address.IsPort ? "line" : "TCP";
        try
        {
            await survey.ConnectAsync(cancellation);
            steps.Passed(line, $"{dialer.Address} is open");
        }
        catch (ModbusLinkException failed)
        {
            return (line, failed);
        }

        try
        {
            await ReadAsync(steps, survey, cancellation);
            return null;
        }
        catch (ModbusException failed)
        {
            return (Modbus, failed);
        }
    }

    private async Task ReadAsync(CheckSteps steps, Evc04Survey survey, CancellationToken cancellation)
    {
        var (answers, fault) = await survey.ReadAsync(s_asked, cancellation);
        if (answers[0].Absence is { } refusal)
            steps.Failed(Modbus, $"it answers as unit {link.Unit}, and register {answers[0].Register.Address} is {refusal}", Evc04Advice.Refuses);
        else
            steps.Passed(Modbus, $"it answers as unit {link.Unit}");
        if (fault is not null)
            steps.Failed(Modbus, $"it stopped answering: {fault}", "cable instead of Wi-Fi? Another master? Try again; wallbox-mqtt registers takes more time");

        var image = new Evc04Image();
        foreach (var answer in answers.Where(answer => !answer.Words.IsEmpty))
            image.Take(answer.Register, answer.Words.Span);
        Evc04Findings.Report(steps, image, options, grid);
        AnswerFindings.Report(steps, answers);
    }

    private async Task<(string Found, string Advice)> ExplainAsync(ModbusException failed, CancellationToken cancellation)
    {
        if (failed is ModbusLinkException { OtherFraming: true })
            return (failed.Message, Evc04Advice.Framing(link.Address));
        if (!link.Address.IsPort && await AnswersOtherwiseAsync(cancellation))
            return ($"no answer to {Evc04Advice.Frames(link.Address)} ({failed.Message}), and an answer to {Evc04Advice.Frames(link.Address.OtherFraming)}", Evc04Advice.Framing(link.Address));
        return link.Address.IsTcp
            ? (Evc04Advice.Silence(failed), Evc04Advice.NoAnswer)
            : (failed.Message, Evc04Advice.Wires(link.Address) + Evc04Advice.NoAnswer);
    }

    // A converter in its other mode passes the request on, or drops it, without a word: only the right frames are answered.
    private async Task<bool> AnswersOtherwiseAsync(CancellationToken cancellation)
    {
        await using var survey = new Evc04Survey(Dial(link.Address.OtherFraming), link.Unit, setting.Time);
        try
        {
            await survey.ConnectAsync(cancellation);
            await survey.ReadAsync([Evc04Registers.ChargingCurrent], cancellation);
            return true;
        }
        catch (ModbusException)
        {
            return false;
        }
    }

    private void AskService(CheckSteps steps, JsonElement known)
    {
        const string step = "service";
        if (setting.Service.Holds(options.Id))
        {
            steps.Passed(step, $"the running service has it under control: {RunningService.Word(known, "state") ?? "state not known"}, setpoint {RunningService.Word(known, "setpoint") ?? "-"} A");
            AnswerFindings.ReportGaps(steps, setting.Service.LeftOut(options.Id), setting.Service.Refused(options.Id));
            return;
        }

        var fault = known.TryGetProperty("fault", out var said) ? said : default;
        steps.Failed(
            step,
            $"the running service cannot reach it: {RunningService.Word(fault, "fault") ?? "offline"}",
            $"{RunningService.Word(fault, "advice") ?? Evc04Advice.Unreached(link.Address)}; to try it without the service, {RunningService.StopIt}");
    }
}
