using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Bridge.Devices.Evc04;

/// <summary>Listens to a serial line on which nothing answers: an EVC04 may be the master there, and then it never will.</summary>
internal static class LineWatch
{
    /// <summary>How long, for each of the settings that are tried.</summary>
    internal static readonly TimeSpan Span = TimeSpan.FromSeconds(8);

    private const string CannotBeSteered =
        "such a wallbox has no Modbus server: only one with Ethernet, or with the Modbus module, can be steered (docs/rs485.md: Which EVC04 can be steered); "
        + "unplug the converter from the meter bus again";

    /// <summary>What was found and what to do, with what was received on the line, if anything.</summary>
    internal static async Task<(string Found, string Advice)> ExplainAsync(IModbusDialer dialer, string found, string advice, CancellationToken cancellation)
    {
        try
        {
            return await dialer.OverhearAsync(Span, cancellation) is { } traffic ? Explain(traffic, found, advice) : (found, advice);
        }
        catch (ModbusLinkException)
        {
            // It cannot be opened, which the first attempt has already reported.
            return (found, advice);
        }
    }

    private static (string Found, string Advice) Explain(LineTraffic traffic, string found, string advice) => traffic.Request switch
    {
        { } request when request == OverheardRequest.MeterBus =>
            ($"the wallbox is the master on this line: it is its meter bus, it cannot be steered here ({Described(request)} was received at {traffic.Settings})", CannotBeSteered),
        { } request =>
            ($"{found}; another master is on this line: {Described(request)} was received at {traffic.Settings}",
                $"switch that master off: one master a line. If there is none but the wallbox, it is the master itself: then this is a bus for its meter, and {CannotBeSteered}"),
        null when traffic.Bytes > 0 =>
            ($"{found}; listened for {traffic.Listened}: {traffic.Bytes} bytes came, and none of them were a request", advice),
        null =>
            ($"{found}; listened for {traffic.Listened}: nothing was sent", advice),
    };

    private static string Described(OverheardRequest request) => request.Function is 5 or 6
        ? $"a write to register {Printed(request.Address)} of unit {request.Unit}"
        : $"a request to unit {request.Unit}, function {request.Function}, {request.Word} registers from {Printed(request.Address)}";

    private static string Printed(ushort address) => $"0x{address:X4}";
}
