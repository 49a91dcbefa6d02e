using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz.PowerFlows;

/// <summary>Power flows as inverters send them, in both shapes.</summary>
internal static class PowerFlowCorpus
{
    /// <summary>What is heard before each input.</summary>
    internal static byte[] First { get; } = Encoding.UTF8.GetBytes(Push("5000", "2026-06-21T11:59:50+02:00"));

    internal static IReadOnlyList<byte[]> Documents { get; } =
    [
        .. new[]
        {
            Push("886", "2026-06-21T12:00:00+02:00"),
            Push("5000", "2026-06-21T11:59:50+02:00"),
            Push("null", "2026-06-21T22:00:00Z"),
            Push("-12.5", "2026-06-21T05:00:00+02:00"),
            Push("10890", "2026-06-21T12:00:00+02:00"),
            Push("10890.01", "2026-06-21T12:00:00+02:00"),
            Push("-198", "2026-06-21T12:00:00+02:00"),
            """
            {"Body":{"Data":{"Inverters":{"1":{"DT":76,"E_Day":22502,"E_Total":17114930,"E_Year":7532753.5,"P":886},"2":{"DT":81,"P":948}},
            "Site":{"E_Day":36724,"E_Total":22910919.5,"Meter_Location":"load","Mode":"vague-meter","P_Akku":null,"P_Grid":384.93491437299008,
            "P_Load":-2218.9349143729901,"P_PV":1834,"rel_Autonomy":82.65,"rel_SelfConsumption":100},"Version":"12"}},
            "Head":{"RequestArguments":{},"Status":{"Code":0,"Reason":"","UserMessage":""},"Timestamp":"2026-12-09T15:34:06-03:00"}}
            """,
            """
            {"Body":{"Data":{"Inverters":{},"Site":{"E_Day":null,"E_Total":null,"P_Akku":null,"P_Grid":null,"P_Load":null,"P_PV":null},"Version":"12"}},
            "Head":{"Status":{"Code":0,"Reason":"","UserMessage":""},"Timestamp":"2026-07-13T22:04:44+02:00"}}
            """,
            """{"Body":{"Data":{}},"Head":{"Status":{"Code":8,"Reason":"busy","UserMessage":""},"Timestamp":"2026-07-13T22:04:44+02:00"}}""",
            "\uFEFF" + """{"Head":{"Timestamp":"2026-07-13T10:04:44Z","Status":{"Code":0}},"Body":{"Site":{},"Inverters":{"a\u00e4":{"P":1.5e3}}}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "{}", "[]", "\"\"", "\"P\":", "\"Data\":", "\"Body\":", "\"Head\":", "\"Site\":", "\"Code\":", "\"Status\":",
            "\"Inverters\":", "\"Timestamp\":", "\"P_PV\":", "\"P_Load\":", "\\ud800", "\\u0000", "\\u0007", "\\n", "\\", "\"1\":{\"P\":1}", ",\"17\":{\"P\":500}", "1e999", "-1e999", "NaN",
            "\uFEFF", "//", "/* */", "\n", "\t", "\0", "2026-06-21T12:00:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "\u2028", "😀", "{\"a\":", "[[",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82],
    ];

    private static string Push(string power, string timestamp) =>
        $$"""
        {
        	"Body" : {
        		"Inverters" : { "1" : { "DT" : 232, "E_Day" : 20093, "E_Total" : 21245430, "E_Year" : 8322468, "P" : {{power}} } },
        		"Site" : { "E_Day" : 20093, "E_Total" : 21245430, "Meter_Location" : "grid", "P_Akku" : null, "P_Grid" : -308.54, "P_Load" : -577.46, "P_PV" : {{power}} },
        		"Version" : "12"
        	},
        	"Head" : { "RequestArguments" : {}, "Status" : { "Code" : 0, "Reason" : "", "UserMessage" : "" }, "Timestamp" : "{{timestamp}}" }
        }

        """;
}
