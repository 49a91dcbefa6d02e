using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>Connects the real driver to a scripted wallbox; now and then it refuses.</summary>
internal sealed class ScriptedDialer(AnswerScript script, TimeProvider time) : IModbusDialer
{
    public string Address => "scripted";

    /// <summary>The latest connection; null where the last attempt was refused.</summary>
    internal ScriptedWallbox? Wallbox { get; private set; }

    public ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        Wallbox = null;
        if (script.Take() % 16 == 15)
            throw new ModbusLinkException("refused");
        Wallbox = new ScriptedWallbox(script, time);
        return ValueTask.FromResult<IModbusTransport>(new ModbusTcpTransport(Wallbox));
    }
}
