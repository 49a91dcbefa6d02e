using System.Text.Json;

namespace WallboxMqtt.Simulator.Fronius;

/// <content>The answers of its Solar API.</content>
public sealed partial class SimulatedSymo
{
    private const double Volts = 230;

    /// <summary>The answer of GetPowerFlowRealtimeData.</summary>
    public byte[] PowerFlowAnswer() => WriteData(json => WriteBody(json, Power, Load));

    /// <summary>The answer of GetMeterRealtimeData: a meter at the grid connection that reports currents without their sign, as most do.</summary>
    public byte[] MeterAnswer() => WriteData(json =>
    {
        // The house hangs on the first phase; inverter and car have all three.
        var each = (CarLoad() - Power) / 3;
        double[] phases = [options.HouseLoad + each, each, each];
        json.WriteStartObject("0");
        json.WriteStartObject("Details");
        json.WriteString("Manufacturer", "Fronius");
        json.WriteString("Model", "Smart Meter 63A");
        json.WriteString("Serial", "20260001");
        json.WriteEndObject();
        json.WriteNumber("Enable", 1);
        json.WriteNumber("Meter_Location_Current", 0);
        for (var phase = 0; phase < phases.Length; phase++)
        {
            json.WriteNumber($"Current_AC_Phase_{phase + 1}", Math.Round(Math.Abs(phases[phase]) / Volts, 3));
            json.WriteNumber($"PowerReal_P_Phase_{phase + 1}", Math.Round(phases[phase], 2));
            json.WriteNumber($"Voltage_AC_Phase_{phase + 1}", Volts);
        }

        json.WriteNumber("PowerReal_P_Sum", Math.Round(phases.Sum(), 2));
        json.WriteNumber("TimeStamp", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteNumber("Visible", 1);
        json.WriteEndObject();
    });

    /// <summary>The answer of GetInverterInfo.</summary>
    public byte[] InfoAnswer() => WriteData(json =>
    {
        json.WriteStartObject("1");
        // "Symo", as older devices write it.
        json.WriteString("CustomName", "&#83;&#121;&#109;&#111;");
        json.WriteNumber("DT", DeviceType);
        json.WriteNumber("ErrorCode", 0);
        json.WriteNumber("PVPower", 9900);
        json.WriteNumber("Show", 1);
        json.WriteNumber("StatusCode", 7);
        json.WriteString("UniqueID", "123456");
        json.WriteEndObject();
    });

    private byte[] WriteData(Action<Utf8JsonWriter> data) => Write(json =>
    {
        json.WriteStartObject("Data");
        data(json);
        json.WriteEndObject();
    });
}
