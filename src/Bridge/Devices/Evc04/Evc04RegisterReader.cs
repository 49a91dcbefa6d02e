using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>Reads every register of the EVC04's map. Writes nothing.</summary>
internal static class Evc04RegisterReader
{
    /// <summary>Reads one charger. What fails is in the listing.</summary>
    internal static async Task<RegisterListing> ReadAsync(string id, Evc04Link link, IModbusDialer dialer, CheckSetting setting, CancellationToken cancellation)
    {
        var nothing = new RegisterListing(id, dialer.Address, link.Unit, [], null);
        if (setting.Service.Holds(id))
            return nothing with { Fault = $"the running service holds it, and a wallbox takes one Modbus master only: {RunningService.StopIt}{Gaps(setting.Service, id)}" };
        await using var survey = new Evc04Survey(dialer, link.Unit, setting.Time);
        try
        {
            await survey.ConnectAsync(cancellation);
        }
        catch (ModbusLinkException failed)
        {
            return nothing with { Fault = $"{failed.Message}; {Evc04Advice.Unreached(link.Address)}" };
        }

        try
        {
            var (answers, fault) = await survey.ReadAllAsync(cancellation);
            return nothing with { Registers = [.. answers.Select(Line)], Fault = fault };
        }
        catch (ModbusException failed)
        {
            return nothing with { Fault = $"{Evc04Advice.Silence(failed)}; {Evc04Advice.NoAnswer}" };
        }
    }

    private static RegisterLine Line(RegisterAnswer answer)
    {
        var (register, value) = (answer.Register, answer.Value);
        var isText = register.Type == RegisterType.Text;
        return new RegisterLine(register.Name, register.Address, answer.Words)
        {
            Writable = register.Writable,
            Optional = register.Optional,
            IsText = isText,
            Raw = isText ? null : Evc04Decoder.Number(answer.Words.Span),
            Number = value?.Number,
            Text = value?.Text,
            Unit = value?.Unit,
            Shown = value?.ToString(),
            Remark = answer.Absence ?? value?.Remark,
        };
    }

    private static string Gaps(RunningService service, string id)
    {
        var (mute, refused) = (service.LeftOut(id), service.Refused(id));
        return (mute is [] ? "" : $"; it reports that these do not answer on this firmware: {string.Join(", ", mute)}")
            + (refused is [] ? "" : $"; it reports that these are refused: {string.Join(", ", refused)}");
    }
}
