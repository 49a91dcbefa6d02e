namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>What a late, doubled, halved or missing answer costs on Modbus TCP.</summary>
public sealed class ModbusTcpSilenceTests
{
    private const string First = "000100000005FF03020010";
    private const string Second = "000200000005FF03020011";
    private const string Third = "000300000005FF03020012";
    private const string Fourth = "000400000005FF03020013";

    [Fact]
    public void Answer_Late_CostsItsOwnRequestOnly() =>
        Assert.Equal("silence | 0011 | 0012", Run("rrr", $"1300:{First}", $"400:{Second}", $"5:{Third}"));

    [Fact]
    public void Answer_LateBehindAnother_IsSkipped() =>
        Assert.Equal("silence | 0011 | 0012", Run("rrr", $"1500:{First}", $"5:{Second}", $"900:{Third}"));

    [Fact]
    public void Answers_SeveralLateAtOnce_AreSkipped() =>
        Assert.Equal("silence | silence | 0012", Run("rrr", $"2100:{First}", $"1100:{Second}", $"200:{Third}"));

    [Fact]
    public void Answer_LateOfAnotherLength_IsDiscardedWhole() =>
        Assert.Equal("silence | ok | 0012", Run("iwr", "1300:000100000007FF040400010002", "400:000200000006FF06138C0010", $"5:{Third}"));

    [Fact]
    public void Answer_LateRefusal_IsSkipped() =>
        Assert.Equal("silence | 0011", Run("rr", "1300:000100000003FF8302", $"400:{Second}"));

    [Fact]
    public void Answer_Doubled_IsSkipped() =>
        Assert.Equal("0010 | 0011 | 0012", Run("rrr", $"5:{First}", $"5:{Second}{First}{Second}", $"5:{Second}{Third}"));

    [Fact]
    public void Answer_HalfAndThenTheRest_IsWaitedForByTheNext() =>
        Assert.Equal("silence | 0011", Run("rr", "5:000100000005FF 1500:03020010", $"600:{Second}"));

    [Fact]
    public void Header_HalfAndThenTheRest_IsWaitedForByTheNext() =>
        Assert.Equal("silence | 0011", Run("rr", "5:0001 1500:00000005FF03020010", $"600:{Second}"));

    [Fact]
    public void Answer_HalfThatNeverComesWhole_BreaksTheLink() =>
        Assert.Equal("silence | an answer that began was never completed", Run("rr", "5:000100000005FF", ""));

    [Fact]
    public void Answer_WholeAndThenAHalf_IsASilenceFirst() => Assert.Equal(
        "silence | silence | an answer that began was never completed",
        Run("rrr", "5:00010000", "500:0005FF03020010000200", ""));

    [Fact]
    public void Silence_ThreeTimesInARow_BreaksTheLink() =>
        Assert.Equal("silence | silence | no answer within 1 s to function 3 at 5004", Run("rir", "", "", ""));

    [Fact]
    public void Silence_WithAnAnswerBetween_DoesNotBreakTheLink() =>
        Assert.Equal("silence | silence | 0012 | silence | silence", Run("rrrrr", "", "", $"5:{Third}", "", ""));

    [Theory]
    [InlineData($"1200:{Second}", "answer to transaction 2 instead of 3")]
    [InlineData($"1200:{Fourth}", "answer to transaction 4 instead of 3")]
    [InlineData("1200:000000000005FF03020011", "answer to transaction 0 instead of 3")]
    [InlineData("1200:000200010005FF03020011", "answer of protocol 1 instead of 0")]
    [InlineData("1200:000200000000FF03020011", "answer of impossible length 0")]
    [InlineData("1200:00020000FFFFFF03020011", "answer of impossible length 65535")]
    public void Answer_NotRecognised_BreaksTheLink(string late, string reason)
    {
        var expected = late.Contains(Second, StringComparison.Ordinal) ? "0010 | silence | silence" : $"0010 | silence | {reason}";
        Assert.Equal(expected, Run("rrr", $"5:{First}", late, ""));
    }

    [Fact]
    public void Answer_OfANumberOlderThanAllRequests_BreaksTheLink() =>
        Assert.Equal("silence | answer to transaction 65535 instead of 2", Run("rr", "", "5:FFFF00000005FF03020011"));

    [Fact]
    public void Connection_ClosedBehindASilence_BreaksTheLink() =>
        Assert.Equal("silence | the device closed the connection", Run("rr", "", "5:!"));

    private static string Run(string requests, params string[] answers)
    {
        var gateway = new ScriptedGateway(answers);
        var results = gateway.Run(requests);
        Assert.Empty(gateway.Learnt);
        return results;
    }
}
