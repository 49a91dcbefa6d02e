using System.Text;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius;

/// <summary>Power flow documents in Fronius' shape.</summary>
internal static class Flows
{
    internal static byte[] Push(string power = "886", string timestamp = "2022-08-20T17:22:22+02:00", string pv = "886", string code = "0") =>
        Encoding.UTF8.GetBytes($$"""
            {
            	"Body" : {
            		"Inverters" : { "1" : { "DT" : 232, "E_Day" : 20093, "E_Total" : 21245430, "E_Year" : 8322468, "P" : {{power}} } },
            		"Site" : {
            		"E_Day" : 20093, "E_Total" : 21245430, "E_Year" : 8322468, "Meter_Location" : "grid", "Mode" : "meter",
            		"P_Akku" : null, "P_Grid" : -308.54000000000002, "P_Load" : -577.46000000000004, "P_PV" : {{pv}},
            		"rel_Autonomy" : 100, "rel_SelfConsumption" : 65.176072234762984
            	},
            	"Version" : "12"
            	},
            	"Head" : {
            		"RequestArguments" : {}, "Status" : { "Code" : {{code}}, "Reason" : "", "UserMessage" : "" },
            		"Timestamp" : "{{timestamp}}"
            	}
            }
            """);

    internal static byte[] Get(string inverters, string pv = "null") =>
        Encoding.UTF8.GetBytes($$"""
            { "Body" : { "Data" : { "Inverters" : {{inverters}},
              "Site" : { "E_Day" : null, "E_Total" : null, "P_Akku" : null, "P_Grid" : null, "P_Load" : null, "P_PV" : {{pv}} }, "Version" : "12" } },
              "Head" : { "Status" : { "Code" : 0 }, "Timestamp" : "2023-07-13T22:04:44+02:00" } }
            """);
}
