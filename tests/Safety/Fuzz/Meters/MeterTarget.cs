using System.Text.Json;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Meters;

/// <summary>The answer of a meter: what counts must stand in it, of a meter at the grid connection.</summary>
internal sealed class MeterTarget : IFuzzTarget
{
    private static readonly string[] s_power = ["PowerReal_P_Sum", "SMARTMETER_POWERACTIVE_MEAN_SUM_F64"];
    private static readonly string[] s_location = ["Meter_Location_Current", "SMARTMETER_VALUE_LOCATION_U16"];

    public string Name => "meter";

    public IReadOnlyList<byte[]> Corpus => MeterCorpus.Documents;

    public IReadOnlyList<byte[]> Tokens => MeterCorpus.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        SolarApiMeter? meter;
        try
        {
            meter = MeterParser.Parse(input);
        }
        catch (Exception refused) when (refused is JsonException or PowerFlowException)
        {
            Unless(OneLine.Of(refused.Message) is { Length: > 0 and < 250 } line && !line.Any(char.IsControl), "not one short line");
            return;
        }

        if (meter?.Current is { } current)
            Unless(double.IsFinite(current.L1.Value) && double.IsFinite(current.L2.Value) && double.IsFinite(current.L3.Value), "a current is no number");
        if (meter?.Power is { } power)
            Unless(double.IsFinite(power.Value) && Stands(input, power.Value), $"{power} is not what a meter at the grid says");
    }

    // A second reading, without the product's code.
    private static bool Stands(ReadOnlySpan<byte> input, double power)
    {
        if (input.StartsWith("\uFEFF"u8))
            input = input[3..];
        using var document = JsonDocument.Parse(input.ToArray());
        var data = document.RootElement.GetProperty("Body").GetProperty("Data");
        var meters = data.EnumerateObject().Select(member => member.Value).Where(value => value.ValueKind == JsonValueKind.Object).Append(data);
        return meters.Any(meter => s_location.Any(name => Is(meter, name, 0)) && s_power.Any(name => Is(meter, name, power)));
    }

    private static bool Is(JsonElement meter, string name, double value) =>
        meter.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.GetDouble() == value;
}
