using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>One wallbox: connection, answers, what it is, what it says, its failsafe, how it answers. Nothing is written to it.</summary>
internal sealed class ChargerCheck(ChargerOptions options, GridCap grid, IModbusDialer dialer, RunningService service, TimeProvider time) : ILinkCheck
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

    private readonly bool _port = options.Url.Scheme == "rtu";

    /// <summary>Makes the way to a device, to try it in the other framing.</summary>
    internal Func<Uri, IModbusDialer> Dial { get; init; } = url => ModbusDialers.Dial(url);

    private Uri OtherUrl => new(options.Url.Scheme == "tcp" ? "rtu+" + options.Url.OriginalString : options.Url.OriginalString["rtu+".Length..]);

    /// <inheritdoc />
    public string Part => $"charger {options.Id}";

    /// <inheritdoc />
    public TimeSpan Longest => s_longestSurvey + TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        // Two masters would only be in each other's way.
        if (service.Charger(options.Id) is { } known)
        {
            AskService(steps, known);
            return;
        }

        if (!_port && !await Network.KnowsAsync(steps, options.Url.DnsSafeHost, "chargers[].url", time, cancellation))
            return;
        if (await SurveyAsync(steps, cancellation) is not var (step, failed))
            return;
        var (found, advice) = step == Modbus ? await ExplainAsync(failed, cancellation) : (failed.Message, ChargerAdvice.Unreached(options.Url));
        if ((step == Modbus ? options.Url.Scheme != "tcp" : _port) && failed is not ModbusLinkException { OtherFraming: true })
            (found, advice) = await LineWatch.ExplainAsync(dialer, found, advice, cancellation);
        steps.Failed(step, found, advice);
    }

    // Why nothing could be read; null where something could. The line is free again afterwards.
    private async Task<(string Step, ModbusException Failed)?> SurveyAsync(CheckSteps steps, CancellationToken cancellation)
    {
        await using var survey = new Evc04Survey(dialer, options.Unit, time) { Longest = s_longestSurvey };
        var line = _port ? "line" : "TCP";
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
            steps.Failed(Modbus, $"it answers as unit {options.Unit}, and register {answers[0].Register.Address} is {refusal}", ChargerAdvice.Refuses);
        else
            steps.Passed(Modbus, $"it answers as unit {options.Unit}");
        if (fault is not null)
            steps.Failed(Modbus, $"it stopped answering: {fault}", "cable instead of Wi-Fi? Another master? Try again; wallbox-mqtt registers takes more time");

        var image = new Evc04Image();
        foreach (var answer in answers.Where(answer => !answer.Words.IsEmpty))
            image.Take(answer.Register, answer.Words.Span);
        ChargerFindings.Tell(steps, image, options, grid);
        AnswerFindings.Tell(steps, answers);
    }

    private async Task<(string Found, string Advice)> ExplainAsync(ModbusException failed, CancellationToken cancellation)
    {
        if (failed is ModbusLinkException { OtherFraming: true })
            return (failed.Message, ChargerAdvice.Framing(options.Url));
        if (!_port && await AnswersOtherwiseAsync(cancellation))
            return ($"no answer to {ChargerAdvice.Frames(options.Url)} ({failed.Message}), and an answer to {ChargerAdvice.Frames(OtherUrl)}", ChargerAdvice.Framing(options.Url));
        return options.Url.Scheme == "tcp"
            ? (ChargerAdvice.Silence(failed), ChargerAdvice.NoAnswer)
            : (failed.Message, ChargerAdvice.Wires(options.Url) + ChargerAdvice.NoAnswer);
    }

    // A converter in its other mode passes the request on, or drops it, without a word: only the right frames are answered.
    private async Task<bool> AnswersOtherwiseAsync(CancellationToken cancellation)
    {
        await using var survey = new Evc04Survey(Dial(OtherUrl), options.Unit, time);
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
        if (service.Holds(options.Id))
        {
            steps.Passed(step, $"the running service has it under control: {RunningService.Word(known, "state") ?? "state not known"}, setpoint {RunningService.Word(known, "setpoint") ?? "-"} A");
            AnswerFindings.TellGaps(steps, service.LeftOut(options.Id), service.Refused(options.Id));
            return;
        }

        var fault = known.TryGetProperty("fault", out var said) ? said : default;
        steps.Failed(
            step,
            $"the running service cannot reach it: {RunningService.Word(fault, "fault") ?? "offline"}",
            $"{RunningService.Word(fault, "advice") ?? ChargerAdvice.Unreached(options.Url)}; to try it without the service, {RunningService.StopIt}");
    }
}
