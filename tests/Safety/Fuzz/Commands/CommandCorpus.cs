using System.Text;

namespace WallboxMqtt.Tests.Safety.Fuzz.Commands;

/// <summary>Commands as people and programs send them.</summary>
internal static class CommandCorpus
{
    internal static IReadOnlyList<byte[]> Payloads { get; } =
    [
        .. new[]
        {
            "pv-boost", "fixed", "off", " PV_Boost\n", "pv boost", "OFF", "none", " None ", "4200", "4.2 kW", "0", "100000 W", "100kw", "-1", "100000.1", "4,2 kW", "1e3", "16 A",
            "{\"mode\":\"off\"}", "wallbox/mode/set", "wallbox/command/result/me", "me/reply", "", "  ", "ö 😀", "ON", "null",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    internal static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "pv", "boost", "fixed", "off", "none", "W", "kW", "mW", "MW", ".", "-", "_", "+", " ", "\t", "\n", "\0", "\"", "\\", "/", "#", "$", "0", "1", "9", "100", "000", "e", "NaN", "Infinity", "\u00A0",
            "\u2028", "\u212A", "\u0130", "ſ", "٣", "５", "\uFEFF", "😀", "wallbox/", "homeassistant/", "command/result", "pvboost", "FIXED",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x80],
    ];
}
