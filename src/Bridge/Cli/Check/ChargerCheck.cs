using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Configuration;

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

    private readonly bool _serial = options.Url.Scheme == "rtu";

    /// <inheritdoc />
    public string Part => $"charger {options.Id}";

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        // Two masters would only be in each other's way.
        if (service.Charger(options.Id) is { } known)
        {
            AskService(steps, known);
            return;
        }

        if (!_serial && !await Network.KnowsAsync(steps, options.Url.DnsSafeHost, "chargers[].url", time, cancellation))
            return;
        await using var survey = new Evc04Survey(dialer, options.Unit, time);
        var line = _serial ? "line" : "TCP";
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

        await ReadAsync(steps, survey, cancellation);
    }

    private async Task ReadAsync(CheckSteps steps, Evc04Survey survey, CancellationToken cancellation)
    {
        const string step = "Modbus";
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
        catch (ModbusLinkException failed) when (!answered && _serial)
        {
            steps.Failed(step, failed.Message, "look at the wires A and B (swapped?), and at baud, parity and stopBits in chargers[].url and in the wallbox; " + ChargerAdvice.NoAnswer);
            return;
        }
        catch (ModbusLinkException failed) when (!answered)
        {
            steps.Failed(step, ChargerAdvice.Silence(failed), ChargerAdvice.NoAnswer);
            return;
        }
        catch (ModbusLinkException failed)
        {
            steps.Failed(step, $"it stopped answering: {failed.Message}", "cable instead of Wi-Fi? Another master? Try again");
        }

        ChargerFindings.Tell(steps, image, options, grid);
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
