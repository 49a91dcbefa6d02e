using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>What to do if a wallbox cannot be reached or read.</summary>
internal static class Evc04Advice
{
    /// <summary>It does not answer although the connection stands.</summary>
    internal const string NoAnswer =
        "it takes one Modbus master only: " + RunningService.StopIt + "; switch off other masters (evcc, local load management); "
        + "after a master has gone it may refuse the next one for its failsafe time (20 s): wait and try again; look at chargers[].unit (255 for an EVC04)";

    /// <summary>It answers, and refuses what every EVC04 has.</summary>
    internal const string Refuses = "look at chargers[].unit (255 for an EVC04) and at chargers[].url: is that the wallbox?";

    /// <summary>No connection.</summary>
    internal static string Unreached(ModbusAddress address) => address.IsPort
        ? "look at the adapter, the device's name in chargers[].url, and whether this user may open it (group dialout)"
        : "look at the wallbox's power and network cable, at chargers[].url, and whether Modbus TCP is on in its configuration page";

    /// <summary>It answers in the other framing.</summary>
    internal static string Framing(ModbusAddress address) => address.IsTcp
        ? $"the converter passes RTU frames on as they are (its mode is \"transparent\" or \"TCP server\"): write {address.OtherFraming} in chargers[].url, or set the converter to Modbus TCP (\"Modbus gateway\")"
        : $"the converter is set to Modbus TCP (\"Modbus gateway\"): write {address.OtherFraming} in chargers[].url, or set the converter to transparent (\"TCP server\")";

    /// <summary>What goes over a connection.</summary>
    internal static string Frames(ModbusAddress address) => address.IsTcp ? "Modbus TCP" : "RTU frames";

    /// <summary>No answer on a line.</summary>
    internal static string Wires(ModbusAddress address) => address.IsPort
        ? "look at the wires A and B (swapped?), and at baud, parity and stopBits in chargers[].url and in the wallbox; "
        : "look at the wires A and B (swapped?), and at baud rate, parity and stop bits in the converter and in the wallbox; ";

    /// <summary>What was found where the connection stands and no answer comes.</summary>
    internal static string Silence(ModbusException failed) => $"it accepts the connection and does not answer ({failed.Message}): another Modbus master may hold it";
}
