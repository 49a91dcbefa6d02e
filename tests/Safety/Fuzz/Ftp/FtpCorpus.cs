using System.Text;
using WallboxMqtt.Tests.Safety.Fuzz.PowerFlows;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>Sessions as inverters, common clients and strangers hold them.</summary>
internal static class FtpCorpus
{
    internal const string User = "fronius";
    internal const string Password = "secret";
    internal const string Path = "/home/fronius/push/powerFlow.json";
    private const string Login = "USER fronius\r\nPASS secret\r\n";
    private const string Flow = """{"Body":{"Inverters":{"1":{"P":886}},"Site":{"P_PV":886}},"Head":{"Status":{"Code":0},"Timestamp":"2026-06-21T12:00:00+02:00"}}""";

    internal static IReadOnlyList<byte[]> Sessions { get; } =
    [
        .. new[]
        {
            $"{Login}SYST\r\nTYPE I\r\nPASV\r\nSTOR /home/fronius/push/powerFlow.json\r\nQUIT\r\n\x1D{Flow}",
            $"{Login}PWD\r\nCWD /home/fronius/push\r\nEPSV\r\nSTOR powerFlow.json\r\nNOOP\r\nSTAT\r\n\x1C\x1CQUIT\r\n\x1D\x03{Flow}",
            $"{Login}PORT 192,0,2,7,200,10\r\nSTOR push/powerFlow.json\r\nABOR\r\nEPRT |1|192.0.2.7|40000|\r\nAPPE powerFlow.json\r\nQUIT\r\n\x1D\x03{Flow[..40]}\x1D{Flow}",
            $"{Login}PASV\r\nSTOR /push/x.json.tmp\r\nRNFR /push/x.json.tmp\r\nRNTO /home/fronius/push/powerFlow.json\r\n\x1D{Flow}",
            $"{Login}SIZE /push/x.tmp\r\nMDTM /push/x.tmp\r\nMFMT 20260621120000 /push/x.tmp\r\nREST 40\r\nPASV\r\nSTOR /push/x.tmp\r\nRNFR /push/x.tmp\r\nRNTO powerFlow.json\r\nDELE /push/x.tmp\r\n\x1D{Flow[40..]}",
            $"{Login}RNFR /push/x.tmp\r\nRNTO /home/fronius/push/powerFlow.json\r\nFEAT\r\nOPTS UTF8 ON\r\nHELP\r\nMKD a\"b\r\nCDUP\r\nLIST\r\nEPSV ALL\r\nPASV\r\nEPSV 2\r\nEPSV 1\r\n",
            "USER fronius\r\nPASS wrong\r\nUSER root\r\nPASS secret\r\nPASV\r\nUSER fronius\r\nPASS  secret\r\nSTOR /home/fronius/push/powerFlow.json\r\n",
            $"AUTH TLS\r\nSTOR x\r\nUSER\r\nPASS\r\n{Login}TYPE L 8\r\nMODE B\r\nSTRU R\r\nALLO 5\r\nEPSV\r\nSTOR powerFlow.json\r\nSTOR powerFlow.json\r\n\x1C\x1C\x1C\x1C\x1C\x1C\x1D\x02\x1D\x04{Flow}",
            $"{Login}PASV\r\nAPPE powerFlow.json\r\nPASV\r\nAPPE powerFlow.json\r\n\x1D{Flow[..30]}\x1D{Flow[30..]}",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    internal static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "\r\n", "\n", "\r", "\0", " ", "USER fronius\r\n", "PASS secret\r\n", "PASV\r\n", "EPSV\r\n", "STOR powerFlow.json\r\n", "APPE powerFlow.json\r\n", "ABOR\r\n", "REST 10\r\n", "RNFR /push/x.tmp\r\n",
            "RNTO powerFlow.json\r\n", "QUIT\r\n", "NOOP\r\n", "STAT\r\n", "CWD ", "MKD ", "SIZE ", "MFMT ", "DELE ", "PORT 192,0,2,7,4,0\r\n", "PORT 10,0,0,1,0,80\r\n", "EPRT |2|::1|4000|\r\n", "../", "/", "..", "\"",
            "\x1C", "\x1C\x1C\x1C\x1C\x1C", "\x1D", "\x1D\x01", "\x1D\x02", "\x1D\x03", "\x1D\x04", Flow, "}", "{", "\x7F", "\x85", "\xFF\xF4", "\xFF\xF2", "\xFF\xFB\x01", "\xFF\xFF", "\xFF", "\xE2\x80\xA8", "\xC3\xA4", "\xC0",
        }.Select(Encoding.Latin1.GetBytes),
        .. PowerFlowCorpus.Documents,
    ];

    /// <summary>What lies in the store when the session begins.</summary>
    internal static byte[] Stored { get; } = Encoding.UTF8.GetBytes(Flow.Replace("12:00:00", "11:59:50", StringComparison.Ordinal));
}
