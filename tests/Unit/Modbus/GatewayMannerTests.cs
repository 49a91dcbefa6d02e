using System.Buffers.Binary;
using CsCheck;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>Gateways that answer constantly in a manner of their own, and such that only seem to.</summary>
public sealed class GatewayMannerTests
{
    [Theory]
    [InlineData("0 0 0 0", "same transaction number")]
    [InlineData("7 7 7 7", "same transaction number")]
    [InlineData("0 1 2 3", "counts transactions by itself")]
    [InlineData("65534 65535 0 1", "counts transactions by itself")]
    [InlineData("41 42 43 44", "counts transactions by itself")]
    public void Numbers_OfTheGatewaysOwn_AreAcceptedAndReportedOnce(string numbers, string manner)
    {
        var answers = numbers.Split(' ').Select((number, i) => Plain(int.Parse(number, null), i % 2 == 1)).ToArray();
        var gateway = new ScriptedGateway(answers);
        Assert.Equal("0010 | ok | 0010 | ok", gateway.Run("rwrw"));
        Assert.Contains(manner, Assert.Single(gateway.Learnt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 3", "0010 | 0010 | answer to transaction 3 of another form than those before")]
    [InlineData("0 0 1", "0010 | 0010 | answer to transaction 1 instead of 3")]
    [InlineData("0 2", "0010 | answer to transaction 2 of another form than those before")]
    [InlineData("5 4", "0010 | answer to transaction 4 instead of 2")]
    [InlineData("5 6 6", "0010 | 0010 | answer to transaction 6 instead of 3")]
    [InlineData("5 6 8", "0010 | 0010 | answer to transaction 8 instead of 3")]
    [InlineData("1 0", "0010 | answer to transaction 0 instead of 2")]
    [InlineData("1 2 0", "0010 | 0010 | answer to transaction 0 instead of 3")]
    [InlineData("0 0 0 4", "0010 | 0010 | 0010 | answer to transaction 4 of another form than those before")]
    public void Numbers_ThatChangeTheirManner_BreakTheLink(string numbers, string expected)
    {
        var gateway = new ScriptedGateway([.. numbers.Split(' ').Select(number => Plain(int.Parse(number, null), false))]);
        Assert.Equal(expected, gateway.Run("rrrr"[..numbers.Split(' ').Length]));
    }

    [Theory]
    [InlineData("000000000005FF03020010", "000000000005FF03020011", "000000000005FF03020012")]
    [InlineData("0001000000050103020010", "0002000000050103020011", "0003000000050103020012")]
    public void Manner_ShownTwiceOnly_IsNotReported(string one, string two, string three)
    {
        var gateway = new ScriptedGateway($"5:{one}", $"5:{two}", $"5:{three}");
        gateway.Run("rr");
        Assert.Empty(gateway.Learnt);
    }

    [Fact]
    public void Refusals_InAManner_ProveNothing()
    {
        var gateway = new ScriptedGateway("5:000000000003FF8302", "5:000000000003FF8302", "5:000000000003FF8302", Plain(0, false), Plain(0, true));
        Assert.Equal("refused | refused | refused | 0010 | ok", gateway.Run("rrrrw"));
        Assert.Empty(gateway.Learnt);
    }

    [Fact]
    public void Numbers_OfTheGatewaysOwn_TellNoLateAnswer()
    {
        var gateway = new ScriptedGateway(Plain(0, false), Plain(0, false), Plain(0, false), "");
        Assert.Equal("0010 | 0010 | 0010 | no answer within 1 s to function 3 at 5004", gateway.Run("rrrr"));
    }

    [Theory]
    [InlineData("0001000000050103020010")]
    [InlineData("000000000005FF03020010")]
    public void Manner_NotProvenYet_TellsNoLateAnswer(string first) =>
        Assert.Equal("0010 | no answer within 1 s to function 3 at 5004", new ScriptedGateway($"5:{first}", "").Run("rr"));

    [Fact]
    public void CrcBehind_NotProvenYet_TellsNoLateAnswer() => Assert.Equal(
        "0010 | 0010 | no answer within 1 s to function 3 at 5004",
        new ScriptedGateway(WithCrc(1, "FF03020010", counted: false), Plain(2, false), "").Run("rrr"));

    /// <summary>Any numbers, any order, copies and gaps: a value that is taken is that of its own request, or the connection never was in order.</summary>
    [Fact]
    public void Answers_InAnyOrderAndNumber_AreNeverTakenForOneAnother() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 12].Sample(
            script =>
            {
                // Each request brings the answers to two requests of ours, or to none; each answer's value is its request's number.
                var answers = script.Select(pair => string.Join(' ', new[] { pair.Item1, pair.Item2 }.Where(number => number > 0).Select(number => $"5:{Frame(number, [255, 3, 2, 0, (byte)number])}")));
                var results = new ScriptedGateway([.. answers]).Run(new string('r', script.Length)).Split(" | ");
                var inOrder = script[0] is (1, _) or (0, 1);
                for (var i = 0; i < results.Length; i++)
                    Assert.True(results[i].Length != 4 || !inOrder || results[i] == $"{i + 1:X4}", $"{i + 1}: {results[i]}");
            },
            iter: 2000);

    [Fact]
    public void Manner_BehindASilence_IsNotTaken() =>
        Assert.Equal("silence | answer to transaction 0 instead of 2", new ScriptedGateway("", Plain(0, false)).Run("rr"));

    [Fact]
    public void Numbers_OfTheGatewaysOwnWithABytesTooMany_BreakTheLink()
    {
        var gateway = new ScriptedGateway("5:000000000005FF03020010000000", "");
        Assert.Equal("0010 | bytes arrived that answer no request", gateway.Run("rr"));
    }

    [Theory]
    [InlineData("000000000005FF03020018", "w")]
    [InlineData("000000000006FF06138C0011", "w")]
    [InlineData("000000000006FF06138D0010", "w")]
    [InlineData("000000000005FF04020018", "r")]
    [InlineData("000000000007FF030400100011", "r")]
    [InlineData("000000000003FF8402", "r")]
    public void OddNumber_OnAnAnswerOfAnotherForm_BreaksTheLink(string answer, string request) =>
        Assert.Equal("answer to transaction 0 instead of 1", new ScriptedGateway($"5:{answer}").Run(request));

    [Fact]
    public void Unit_Another_IsAcceptedAndReportedOnce()
    {
        var gateway = new ScriptedGateway("5:0001000000050103020010", "5:0002000000060106138C0010", "5:0003000000050103020011", "", "5:0005000000050103020012");
        Assert.Equal("0010 | ok | 0011 | silence | 0012", gateway.Run("rwrrr"));
        Assert.Equal("it answers as unit 1", Assert.Single(gateway.Learnt));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 255)]
    [InlineData(255, 1)]
    public void Unit_ThatChanges_BreaksTheLink(byte first, byte second)
    {
        var gateway = new ScriptedGateway($"5:000100000005{first:X2}03020010", $"5:000200000005{second:X2}03020010");
        Assert.Equal($"0010 | {(second == 255 ? "answer to transaction 2 of another form than those before" : $"answer of unit {second} instead of 255")}", gateway.Run("rr"));
    }

    [Theory]
    [InlineData(true, "it leaves the CRC on its answers")]
    [InlineData(false, "it sends the CRC after its answers")]
    public void Crc_BehindTheAnswer_IsAcceptedAndReportedOnce(bool counted, string manner)
    {
        var gateway = new ScriptedGateway(
            WithCrc(1, "FF03020010", counted), WithCrc(2, "FF06138C0010", counted), WithCrc(3, "FF8302", counted), WithCrc(4, "FF03020011", counted), "", WithCrc(6, "FF0404000A000B", counted));
        Assert.Equal("0010 | ok | refused | 0011 | silence | 000A000B", gateway.Run("rwrrri"));
        Assert.Equal(manner, Assert.Single(gateway.Learnt));
    }

    [Fact]
    public void Crc_BehindTheAnswerInAPieceOfItsOwn_IsAccepted()
    {
        var gateway = new ScriptedGateway(Late(1), Late(2), Late(3), Plain(4, false));
        Assert.Equal("0010 | 0010 | 0010 | 0010", gateway.Run("rrrr"));
        Assert.Equal("it sends the CRC after its answers", Assert.Single(gateway.Learnt));

        static string Late(int number) => WithCrc(number, "FF03020010", counted: false) is var all ? $"{all[..^4]} 6:{all[^4..]}" : "";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Crc_Wrong_BreaksTheLink(bool counted)
    {
        var wrong = WithCrc(1, "FF03020010", counted)[..^1] + "0";
        Assert.DoesNotContain(WithCrc(1, "FF03020010", counted), wrong, StringComparison.Ordinal);
        var results = new ScriptedGateway(wrong, WithCrc(2, "FF03020010", counted)).Run("rr");
        Assert.StartsWith(counted ? "answer of 6 bytes" : "0010 | answer of protocol", results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Crc_MissingLater_BreaksTheLink(bool counted)
    {
        var results = new ScriptedGateway(WithCrc(1, "FF03020010", counted), WithCrc(2, "FF03020010", counted), Plain(3, false), Plain(4, false)).Run("rrrr");
        Assert.Equal(counted ? "0010 | 0010 | answer to transaction 3 of another form than those before" : "0010 | 0010 | 0010 | the CRC after an answer is missing or wrong", results);
    }

    [Fact]
    public void Crc_FromTheSecondAnswerOn_BreaksTheLink()
    {
        Assert.Equal(
            "0010 | answer to transaction 2 of another form than those before",
            new ScriptedGateway(Plain(1, false), WithCrc(2, "FF03020010", counted: true)).Run("rr"));
        Assert.StartsWith(
            "0010 | 0010 | answer of protocol",
            new ScriptedGateway(Plain(1, false), WithCrc(2, "FF03020010", counted: false), Plain(3, false)).Run("rrr"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_EachTwice_AreReportedOnce()
    {
        var gateway = new ScriptedGateway([.. Enumerable.Range(1, 5).Select(number => Plain(number, false) is var one ? one + one[2..] : "")]);
        Assert.Equal("0010 | 0010 | 0010 | 0010 | 0010", gateway.Run("rrrrr"));
        Assert.Equal("it sends each answer twice", Assert.Single(gateway.Learnt));
    }

    [Fact]
    public void Manners_Together_AreAccepted()
    {
        var answers = Enumerable.Range(0, 4).Select(number => $"5:{Frame(0, SerialSlave.Frame([1, 3, 2, 0, (byte)number]))}");
        var gateway = new ScriptedGateway([.. answers]);
        Assert.Equal("0000 | 0001 | 0002 | 0003", gateway.Run("rrrr"));
        Assert.Contains("it answers as unit 1, it leaves the CRC", Assert.Single(gateway.Learnt), StringComparison.Ordinal);
    }

    private static string Plain(int number, bool write) => $"5:{Frame(number, Convert.FromHexString(write ? "FF06138C0010" : "FF03020010"))}";

    private static string WithCrc(int number, string unitAndPdu, bool counted)
    {
        var bare = Convert.FromHexString(unitAndPdu);
        var rtu = SerialSlave.Frame(bare);
        return $"5:{(counted ? Frame(number, rtu) : Frame(number, bare) + Convert.ToHexString(rtu[^2..]))}";
    }

    private static string Frame(int number, ReadOnlySpan<byte> unitAndPdu)
    {
        Span<byte> header = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)number);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)unitAndPdu.Length);
        return Convert.ToHexString(header) + Convert.ToHexString(unitAndPdu);
    }
}
