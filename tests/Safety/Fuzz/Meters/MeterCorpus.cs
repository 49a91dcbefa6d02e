using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz.Meters;

/// <summary>Answers of meters as inverters send them, in both shapes and with the names of two generations.</summary>
internal static class MeterCorpus
{
    private const string Usual = """
        "Current_AC_Phase_1": 3.1, "Current_AC_Phase_2": 0.4, "Current_AC_Phase_3": 5.25, "Enable": 1, "Visible": 1, "TimeStamp": 1700000000, "Meter_Location_Current": 0,
        "PowerReal_P_Phase_1": 700.5, "PowerReal_P_Phase_2": -88, "PowerReal_P_Phase_3": 0, "PowerReal_P_Sum": 612.5
        """;

    private const string Early = """
        "SMARTMETER_VALUE_LOCATION_U16": 0.0, "SMARTMETER_POWERACTIVE_MEAN_SUM_F64": -3000.5, "COMPONENTS_MODE_ENABLE_U16": 1.0, "COMPONENTS_MODE_VISIBLE_U16": 1.0,
        "ACBRIDGE_CURRENT_ACTIVE_MEAN_01_F32": -4.5, "ACBRIDGE_CURRENT_ACTIVE_MEAN_02_F32": -5, "ACBRIDGE_CURRENT_ACTIVE_MEAN_03_F32": 1.5,
        "SMARTMETER_POWERACTIVE_01_F64": -1000, "SMARTMETER_POWERACTIVE_02_F64": -1150.5, "SMARTMETER_POWERACTIVE_03_F64": 300
        """;

    internal static IReadOnlyList<byte[]> Documents { get; } =
    [
        Document($$"""{ "0": { {{Usual}} } }"""),
        Document($$"""{ {{Usual}} }"""),
        Document($$"""{ "0": { {{Early}} } }"""),
        Document($$"""{ "1": { "Meter_Location_Current": 3, "PowerReal_P_Sum": 5 }, "0": { {{Usual}} } }"""),
        Document("{}"),
        Document("{}", 12),
    ];

    internal static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "false", "{}", "[]", "\"\"", "0", "0.0", "-0", "1", "256", "1e999", "-1e308", "\"0\"", "\"false\"", "\\ud800", "\"Data\":", "\"0\":",
            "\"Meter_Location_Current\":", "\"PowerReal_P_Sum\":", "\"Visible\":", "\"Enable\":", "\"Current_AC_Phase_1\":", "\"PowerReal_P_Phase_1\":", "\"SMARTMETER_VALUE_LOCATION_U16\":",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
    ];

    private static byte[] Document(string data, int code = 0) =>
        Encoding.UTF8.GetBytes($$"""{ "Body": { "Data": {{data}} }, "Head": { "Status": { "Code": {{code}} }, "Timestamp": "2026-06-21T12:00:00+02:00" } }""");
}
