using System.Text;
using System.Text.Json;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.SolarApi;

public sealed class MeterParserTests
{
    private const string Import = """
        "Current_AC_Phase_1": 3.1, "Current_AC_Phase_2": 0.4, "Current_AC_Phase_3": 5.25, "Enable": 1, "Visible": 1, "TimeStamp": 1700000000,
        "PowerReal_P_Phase_1": 700.5, "PowerReal_P_Phase_2": -88, "PowerReal_P_Phase_3": 0, "PowerReal_P_Sum": 612.5
        """;

    public static TheoryData<string, double?, string?> Answers => new()
    {
        // The whole system, and one device. A phase's current takes the sign of its power; where that is 0, import is the careful side.
        { $$"""{ "0": { {{Import}}, "Meter_Location_Current": 0 } }""", 612.5, "3.1 A -0.4 A 5.25 A" },
        { $$"""{ {{Import}}, "Meter_Location_Current": 0 }""", 612.5, "3.1 A -0.4 A 5.25 A" },
        // Elsewhere than at the grid.
        { $$"""{ "0": { {{Import}}, "Meter_Location_Current": 1 } }""", null, null },
        { $$"""{ "2": { {{Import}}, "Meter_Location_Current": 256 }, "7": { "Meter_Location_Current": 3, "PowerReal_P_Sum": 5 } }""", null, null },
        { $$"""{ "1": { "Meter_Location_Current": 3, "PowerReal_P_Sum": 5 }, "0": { {{Import}}, "Meter_Location_Current": 0 } }""", 612.5, "3.1 A -0.4 A 5.25 A" },
        { "{}", null, null },
        { """{ "0": { "PowerReal_P_Sum": 5 } }""", null, null },
        // Switched off, or outdated by its own word.
        { """{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": 5, "Enable": 0 } }""", null, null },
        { """{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": 5, "Visible": 0 } }""", null, null },
        { """{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": 5, "Visible": "false" } }""", null, null },
        { """{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": 5, "Visible": "true" } }""", 5, null },
        // Export; one phase only; no figure.
        { """{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": -4200.25, "Current_AC_Phase_1": 18, "PowerReal_P_Phase_1": -4200.25 } }""", -4200.25, null },
        { """{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": null } }""", null, null },
        // Early GEN24 firmware: other names, numbers with a point, currents with their sign.
        {
            """
            { "0": { "SMARTMETER_VALUE_LOCATION_U16": 0.0, "SMARTMETER_POWERACTIVE_MEAN_SUM_F64": -3000.5, "COMPONENTS_MODE_ENABLE_U16": 1.0, "COMPONENTS_MODE_VISIBLE_U16": 1.0,
            "ACBRIDGE_CURRENT_ACTIVE_MEAN_01_F32": -4.5, "ACBRIDGE_CURRENT_ACTIVE_MEAN_02_F32": -5, "ACBRIDGE_CURRENT_ACTIVE_MEAN_03_F32": 1.5,
            "SMARTMETER_POWERACTIVE_01_F64": -1000, "SMARTMETER_POWERACTIVE_02_F64": -1150.5, "SMARTMETER_POWERACTIVE_03_F64": 300 } }
            """, -3000.5, "-4.5 A -5 A 1.5 A"
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Parse_Answer_FindsTheMeterAtTheGrid(string data, double? power, string? current)
    {
        var meter = MeterParser.Parse(Document(data))!;
        Assert.Equal(power, meter.Power?.Value);
        Assert.Equal(current, meter.Current is { } phases ? $"{phases.L1} {phases.L2} {phases.L3}" : null);
    }

    [Theory]
    [InlineData("""{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": "5" } }""", 0, "the meter's PowerReal_P_Sum is \"5\"; allowed: a number or null")]
    [InlineData("""{ "0": { "Meter_Location_Current": 0, "PowerReal_P_Sum": 5 }, "1": { "Meter_Location_Current": 0 } }""", 0, "two meters say that they are at the grid connection; allowed: one")]
    [InlineData("[]", 0, "Body.Data is []; allowed: an object")]
    [InlineData("{}", 12, "Head.Status.Code is 12 (DeviceNotAvailable); allowed: 0")]
    [InlineData("{}", 99, "Head.Status.Code is 99; allowed: 0")]
    public void Parse_OddAnswer_SaysWhatIsOdd(string data, int code, string fault) =>
        Assert.Equal(fault, Assert.Throws<PowerFlowException>(() => MeterParser.Parse(Document(data, code))).Message);

    [Fact]
    public void Parse_HalfADocument_IsNothingYet()
    {
        var whole = Document($$"""{ "0": { {{Import}}, "Meter_Location_Current": 0 } }""");
        for (var length = 0; length < whole.Length; length++)
            Assert.Null(MeterParser.Parse(whole.AsSpan(0, length)));
        Assert.ThrowsAny<JsonException>(() => MeterParser.Parse("<html>"u8));
    }

    [Fact]
    public void Parse_RealMeter_IsRead()
    {
        var meter = MeterParser.Parse(Samples.Read("symo-meter.json"))!;
        Assert.Equal((5592.57, 7.755, 6.68, 10.102, 1633977078), (meter.Power!.Value.Value, meter.Current!.Value.L1.Value, meter.Current.Value.L2.Value, meter.Current.Value.L3.Value, meter.MeasuredAt));
    }

    [Fact]
    public void Parse_SimulatedMeter_IsRead()
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 6900, HouseLoad = 460 }, new SimulatedTime()) { CarLoad = () => 4140 };
        var meter = MeterParser.Parse(symo.MeterAnswer())!;
        Assert.Equal((-2300, -2, -4, -4), (meter.Power!.Value.Value, meter.Current!.Value.L1.Value, meter.Current.Value.L2.Value, meter.Current.Value.L3.Value));
    }

    [Fact]
    public void Names_OfOldAndNewDevices_AreOneLineEach()
    {
        var names = InverterNames.Read(Document("""{ "1": { "CustomName": "\n&#71;&#97;&#114;&#97;&#103;&#101;", "UniqueID": "38183" }, "2": { "CustomName": "Süd", "UniqueID": "7" }, "3": 5, "4": {} }"""));
        Assert.Equal(["1 \"Garage\", no. 38183", "2 \"Süd\", no. 7", "4 \"?\", no. ?"], names);
        Assert.Empty(InverterNames.Read("<html>"u8));
        Assert.Empty(InverterNames.Read("{}"u8));
    }

    private static byte[] Document(string data, int code = 0) =>
        Encoding.UTF8.GetBytes($$"""{ "Body": { "Data": {{data}} }, "Head": { "RequestArguments": { "Scope": "System" }, "Status": { "Code": {{code}} }, "Timestamp": "2026-06-21T12:00:00+02:00" } }""");
}
