using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Service;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>One wallbox: connection, answers, what it is, what it says, its failsafe. Nothing is written to it.</summary>
internal sealed class ChargerCheck(ChargerOptions options, GridCap grid, IModbusDialer dialer, RunningService service, TimeProvider time) : ILinkCheck
{
    private static readonly ImmutableArray<Evc04Register> s_asked =
    [
        Evc04Registers.ChargingCurrent, Evc04Registers.ChargepointState, Evc04Registers.EquipmentState, Evc04Registers.FaultCode,
        Evc04Registers.FailsafeCurrent, Evc04Registers.FailsafeTimeout,
        Evc04Registers.VoltageL1, Evc04Registers.VoltageL2, Evc04Registers.VoltageL3,
        Evc04Registers.MinCurrent, Evc04Registers.MaxCurrent, Evc04Registers.NumberOfPhases, Evc04Registers.RatedPower,
        Evc04Registers.Brand, Evc04Registers.Model, Evc04Registers.SerialNumber, Evc04Registers.Firmware,
    ];

    private readonly bool _port = options.Url.Scheme == "rtu";

    /// <summary>Makes the way to a device, to try it in the other framing.</summary>
    internal Func<Uri, IModbusDialer> Dial { get; init; } = url => ModbusDialers.Dial(url);

    private Uri OtherUrl => new(options.Url.Scheme == "tcp" ? "rtu+" + options.Url.OriginalString : options.Url.OriginalString["rtu+".Length..]);

    /// <inheritdoc />
    public string Part => $"charger {options.Id}";

    /// <inheritdoc />
    public TimeSpan Longest => TimeSpan.FromSeconds(20);

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
        await using var survey = new Evc04Survey(dialer, options.Unit, time);
        var line = _port ? "line" : "TCP";
        try
        {
            await survey.ConnectAsync(cancellation);
            steps.Passed(line, $"{dialer.Address} is open");
        }
        catch (ModbusLinkException failed)
        {
            steps.Failed(line, failed.Message, ChargerAdvice.Unreached(options.Url));
            return;
        }

        if (await ReadAsync(steps, survey, cancellation) is not { } silence)
            return;
        await survey.DisposeAsync();
        await ExplainAsync(steps, silence, cancellation);
    }

    // What it failed with before any answer; null where it answered.
    private async Task<ModbusLinkException?> ReadAsync(CheckSteps steps, Evc04Survey survey, CancellationToken cancellation)
    {
        var image = new Evc04Image();
        var answered = false;
        try
        {
            foreach (var register in s_asked)
            {
                var answer = await survey.ReadAsync(register, cancellation);
                if (!answered)
                    Answered(steps, answer);
                answered = true;
                if (!answer.Words.IsEmpty)
                    image.Take(register, answer.Words.Span);
            }
        }
        catch (ModbusLinkException failed) when (!answered)
        {
            return failed;
        }
        catch (ModbusLinkException failed)
        {
            steps.Failed("Modbus", $"it stopped answering: {failed.Message}", "cable instead of Wi-Fi? Another master? Try again");
        }

        ChargerFindings.Tell(steps, image, options, grid);
        return null;
    }

    private async Task ExplainAsync(CheckSteps steps, ModbusLinkException failed, CancellationToken cancellation)
    {
        const string step = "Modbus";
        if (failed.OtherFraming)
            steps.Failed(step, failed.Message, ChargerAdvice.Framing(options.Url));
        else if (!_port && await AnswersOtherwiseAsync(cancellation))
            steps.Failed(step, $"no answer to {ChargerAdvice.Frames(options.Url)} ({failed.Message}), and an answer to {ChargerAdvice.Frames(OtherUrl)}", ChargerAdvice.Framing(options.Url));
        else if (options.Url.Scheme == "tcp")
            steps.Failed(step, ChargerAdvice.Silence(failed), ChargerAdvice.NoAnswer);
        else
            steps.Failed(step, failed.Message, ChargerAdvice.Wires(options.Url) + ChargerAdvice.NoAnswer);
    }

    // A converter in its other mode passes the request on, or drops it, without a word: only the right frames are answered.
    private async Task<bool> AnswersOtherwiseAsync(CancellationToken cancellation)
    {
        await using var survey = new Evc04Survey(Dial(OtherUrl), options.Unit, time);
        try
        {
            await survey.ConnectAsync(cancellation);
            await survey.ReadAsync(Evc04Registers.ChargingCurrent, cancellation);
            return true;
        }
        catch (ModbusException)
        {
            return false;
        }
    }

    private void Answered(CheckSteps steps, RegisterAnswer answer)
    {
        if (answer.Absence is { } refusal)
            steps.Failed("Modbus", $"it answers as unit {options.Unit}, and register {answer.Register.Address} is {refusal}", ChargerAdvice.Refuses);
        else
            steps.Passed("Modbus", $"it answers as unit {options.Unit}");
    }

    private void AskService(CheckSteps steps, JsonElement known)
    {
        const string step = "service";
        if (service.Holds(options.Id))
        {
            steps.Passed(step, $"the running service has it under control: {RunningService.Word(known, "state") ?? "state not known"}, setpoint {RunningService.Word(known, "setpoint") ?? "-"} A");
            return;
        }

        var fault = known.TryGetProperty("fault", out var said) ? said : default;
        steps.Failed(
            step,
            $"the running service cannot reach it: {RunningService.Word(fault, "fault") ?? "offline"}",
            $"{RunningService.Word(fault, "advice") ?? ChargerAdvice.Unreached(options.Url)}; to try it without the service, {RunningService.StopIt}");
    }
}
