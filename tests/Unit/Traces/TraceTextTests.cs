using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Tests.Unit.Traces;

public sealed class TraceTextTests
{
    private const string Sound = """
        wallbox-trace 1
        by: wallbox-mqtt 0.1.0
        unit: 1
        line: rtu
        recorded: alone
        unknown: closed
        # a remark

            0.000  0.003  connect -> connected
            0.004  0.021  read 4 1000 1 -> 0002
            0.026  0.020  write 6 5004 16 -> taken
            1.000  3.000  read 4 230 50 -> silent
            4.500  0.012  read 4 190 10 -> 5665 7374 656C 0000x7
            4.700  0.012  read 4 405 1 -> exception 2
            5.000  0.500  read 4 404 1 -> closed  # the device closed the connection
            5.600  0.001  connect -> refused-connection
            6.000  0.000  lost 12
            6.600  3.000  connect -> silent
            9.700  0.010  write 6 2000 10 -> odd 7
        """;

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var first = Read(Sound);
        var written = TraceText.Header(first.Header) + string.Join('\n', first.Entries.Select(TraceText.Line));
        var second = Read(written);
        Assert.Equal(first.Header, second.Header);
        Assert.Equal(first.Entries.Select(TraceText.Line), second.Entries.Select(TraceText.Line));
    }

    [Fact]
    public void Read_Sound_TakesEveryLine()
    {
        var trace = Read(Sound);
        Assert.Equal((1, "rtu", true, TraceOutcome.Closed, 11), (trace.Header.Unit, trace.Header.Line, trace.Header.Alone, trace.Header.Unknown!.Outcome, trace.Entries.Length));
        Assert.Equal([0x5665, 0x7374, 0x656C, 0, 0, 0, 0, 0, 0, 0], trace.Entries[4].Words);
        Assert.Equal((TraceOutcome.Exception, 2, TimeSpan.FromSeconds(4.7)), (trace.Entries[5].Outcome, trace.Entries[5].Code, trace.Entries[5].At));
    }

    [Theory]
    [InlineData("", "line 1: the file is empty; allowed: wallbox-trace 1")]
    [InlineData("wallbox-trace 2", "line 1: \"wallbox-trace 2\" is not the first line of a trace; allowed: wallbox-trace 1")]
    [InlineData("wallbox-trace 1\nhost: 192.0.2.8", "line 2: \"host\" is not a key of the header; allowed: by, unit, line, recorded or unknown")]
    [InlineData("wallbox-trace 1\nunit: 0", "line 2: unit \"0\" is not a Modbus unit; allowed: 1 to 255")]
    [InlineData("wallbox-trace 1\nunknown: taken", "line 2: unknown \"taken\" is not a refusal; allowed: exception 1 to 255, silent, closed")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 4 1000 1", "line 2: \"read 4 1000 1\" has no result; allowed: request -> result")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 4 1000 1 -> 2", "line 2: \"2\" is not a result; allowed: words of four hex digits*")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 4 1000 1 -> 0002 0003", "line 2: 2 words for a read of 1; allowed: as many words as registers")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 4 1000 126 -> silent", "line 2: 126 registers at 1000; allowed: 1 to 125 registers*")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 4 65535 2 -> silent", "line 2: 2 registers at 65535*")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 6 1000 1 -> 0002", "line 2: function 6 of*; allowed: 3 and 4 for read, 6 for write")]
    [InlineData("wallbox-trace 1\n0.0 0.0 write 6 5004 16 -> 0010", "line 2: \"0010\" is not the result of such a request*")]
    [InlineData("wallbox-trace 1\n0.0 0.0 read 4 1000 1 -> 0000x999999999", "line 2: *is not a result*")]
    [InlineData("wallbox-trace 1\n1.0 0.0 connect -> connected\n0.5 0.0 connect -> connected", "line 3: 0.5 s is before the line above*")]
    [InlineData("wallbox-trace 1\n1e9 0.0 connect -> connected", "line 2: *is not a time*")]
    [InlineData("wallbox-trace 1\n0.0 0.0 connect -> connected\nunit: 1", "line 3: \"unit: 1\" does not begin with a time*")]
    [InlineData("wallbox-trace 1\n\u0001\u0000", "line 2: \"??\" is neither*")]
    public void Read_Fault_SaysLineFoundAndAllowed(string text, string expected)
    {
        Assert.Null(TraceReader.Read(new StringReader(text), out var fault));
        Assert.True(System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(expected.Replace("\\", "\\\\"), fault.ToString()), fault.ToString());
        Assert.DoesNotContain('\n', fault.ToString());
    }

    [Fact]
    public void ReadFile_Missing_IsAFault()
    {
        Assert.Null(TraceReader.ReadFile("/nowhere/box.trace", out var fault));
        Assert.Contains("/nowhere", fault.ToString(), StringComparison.Ordinal);
        Assert.Null(TraceReader.ReadFile("/", out fault));
        Assert.Contains("a file that wallbox-mqtt trace has written", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        var random = new Random(14);
        for (var run = 0; run < 5000; run++)
        {
            var text = Sound.ToCharArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                text[random.Next(text.Length)] = (char)random.Next(1, 128);
            var trace = TraceReader.Read(new StringReader(new string(text)), out var fault);
            Assert.True(trace is not null || fault.Line > 0);
        }
    }

    private static Trace Read(string text)
    {
        var trace = TraceReader.Read(new StringReader(text), out var fault);
        Assert.True(trace is not null, fault.ToString());
        return trace;
    }
}
