using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Simulator.Evc04.Replay;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Tests.Unit.Traces;

public sealed class ReplayedEvc04Tests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private ReplayedEvc04? _box;
    private int _hungUp;

    [Fact]
    public void Value_AtEachMoment_IsTheLastOneRecorded()
    {
        Replay("""
            1.000 0.020 read 4 1004 1 -> 0001
            9.000 0.020 read 4 1004 1 -> 0003
            """);
        Assert.Equal("0001", Read(4, 1004, 1));
        Pass(8.9);
        Assert.Equal("0001", Read(4, 1004, 1));
        Pass(0.1);
        Assert.Equal("0003", Read(4, 1004, 1));
        Pass(3600);
        Assert.Equal("0003", Read(4, 1004, 1));
    }

    [Fact]
    public void Refusal_Silence_AndClosing_AreTheRegistersOwn()
    {
        Replay("""
            0.000 0.020 read 4 1004 1 -> 0001
            1.000 0.030 read 4 405 1 -> exception 1
            2.000 3.000 read 4 230 50 -> silent
            6.000 0.500 read 4 404 1 -> closed
            7.000 0.010 read 4 1002 1 -> odd 7
            """);
        Assert.Equal("exception 1", Read(4, 405, 1));
        Assert.Equal("silent", Read(4, 230, 50));
        Assert.Equal("closed after 0.5", Read(4, 404, 1));
        Assert.Equal("silent", Read(4, 230, 10));
        Assert.Equal(7, Respond([4, 3, 234, 0, 1]).Length);
        Assert.Equal("exception 1", Read(4, 4711, 1));
        Assert.Equal("exception 1", Read(3, 1004, 1));
    }

    [Fact]
    public void Unknown_WithoutAWord_IsException2_AndTheHeaderMaySaySo()
    {
        Replay("0.000 0.020 read 4 1004 1 -> 0001");
        Assert.Equal("exception 2", Read(4, 4711, 1));
        Replay("unknown: closed\n0.000 0.020 read 4 1004 1 -> 0001");
        Assert.Equal("closed after 0.02", Read(4, 4711, 1));
    }

    [Fact]
    public void Delay_OfARegister_IsItsMedian()
    {
        Replay("""
            0.000 0.020 read 4 1004 1 -> 0001
            1.000 0.600 read 4 1004 1 -> 0001
            2.000 0.100 read 4 1004 1 -> 0001
            3.000 2.500 read 4 190 1 -> 5665
            9.000 0.300 write 6 5004 16 -> taken
            """);
        Assert.Equal((0.1, 2.5, 0.3), (Respond(Request(4, 1004, 1)).Delay.TotalSeconds, Respond(Request(4, 190, 1)).Delay.TotalSeconds, Respond(Request(6, 5004, 6)).Delay.TotalSeconds));
    }

    [Fact]
    public void JoinedRead_IsAnsweredUnlessTheRecordingRefusesIt()
    {
        const string rows = """
            0.000 0.020 read 4 1000 1 -> 0002
            0.100 0.020 read 4 1001 1 -> 0001
            0.200 0.020 read 4 1002 1 -> 0001
            0.300 0.020 read 4 1006 1 -> 0000
            0.400 0.020 read 4 1006 2 -> exception 2
            0.500 0.020 read 4 1008 1 -> 3E1C
            """;
        Replay(rows);
        Assert.Equal("0002 0001 0001", Read(4, 1000, 3));
        Assert.Equal("exception 2", Read(4, 1006, 3));
        Assert.Equal("exception 2", Read(4, 1000, 38));
        Assert.Equal(("0000", "3E1C"), (Read(4, 1006, 1), Read(4, 1008, 1)));
        Replay(rows + "\n0.600 0.020 read 4 1000 2 -> exception 3");
        Assert.Equal("exception 3", Read(4, 1000, 3));
        Replay(rows + "\n0.600 0.020 read 4 1001 2 -> exception 3\n0.700 0.020 read 4 1000 3 -> 0002 0001 0001");
        Assert.Equal(("0002 0001 0001", "0002 0001"), (Read(4, 1000, 3), Read(4, 1000, 2)));
    }

    [Fact]
    public void Clock_Runs_UnlessTheRecordingShowsThatItStands()
    {
        Replay("0.000 0.020 read 4 294 2 -> 0001 8B7A");
        Pass(3);
        Assert.Equal("101245", Digits());
        Replay("0.000 0.020 read 4 294 2 -> 0003 99B7");
        Pass(4000);
        Assert.Equal("10639", Digits());
        Replay("""
            0.000 0.020 read 4 294 2 -> 0001 8B7A
            5.000 0.020 read 4 294 2 -> 0001 8B7A
            """);
        Pass(60);
        Assert.Equal("101242", Digits());
    }

    [Fact]
    public void Frozen_UntilTheConnectionIsMadeAnew_GoesOnFromThere()
    {
        Replay("""
            0.000 0.003 connect -> connected
            1.000 0.020 read 4 294 2 -> 0001 8B7A
            1.500 0.020 read 4 1000 1 -> 0002
            5.000 0.020 read 4 294 2 -> 0001 8B7A
            9.000 0.003 connect -> connected
            9.500 0.020 read 4 1000 1 -> 0003
            """);
        Pass(500);
        Assert.Equal(("0002", "101242"), (Read(4, 1000, 1), Digits()));
        Reconnect();
        Pass(0.5);
        Assert.Equal("0003", Read(4, 1000, 1));
    }

    [Fact]
    public void Write_IsTakenAndReadBack_UnlessTheRecordingShowsOtherwise()
    {
        Replay("""
            0.000 0.020 read 3 5004 1 -> 0010
            1.000 0.020 write 6 5004 20 -> taken
            1.500 0.020 read 3 5004 1 -> 000A
            2.000 0.020 write 6 5004 0 -> taken
            2.500 0.020 read 3 5004 1 -> 0000
            9.500 0.020 read 3 5004 1 -> 0006
            10.000 0.020 write 6 2000 10 -> exception 4
            """);
        Assert.Equal("0010", Read(3, 5004, 1));
        Assert.Equal(("taken", "000A"), (Write(5004, 20), Read(3, 5004, 1)));
        Assert.Equal(("taken", "0008"), (Write(5004, 8), Read(3, 5004, 1)));
        Assert.Equal(("taken", "000A"), (Write(5004, 32), Read(3, 5004, 1)));
        Assert.Equal(("taken", "0000"), (Write(5004, 0), Read(3, 5004, 1)));
        Pass(7.5);
        Assert.Equal("0006", Read(3, 5004, 1));
        Assert.Equal(("exception 4", "exception 4"), (Write(2000, 10), Write(2000, 6)));
        Assert.Equal(("exception 3", "exception 2"), (Write(5004, 5), Write(4711, 1)));
        Assert.Equal(("taken", "0006"), (Write(2002, 6), Read(3, 2002, 1)));
    }

    [Fact]
    public void SignOfLife_Missing_StrikesTheFailsafeAndHangsUp()
    {
        Replay("0.000 0.020 read 3 5004 1 -> 0010\n0.100 0.020 read 3 2000 1 -> 0008");
        Assert.Equal(("taken", "taken"), (Write(2002, 6), Write(5004, 16)));
        Reconnect();
        for (var i = 0; i < 10; i++)
        {
            Write(6000, 1);
            Pass(2);
        }

        Assert.Equal((0, 0, "0010"), (_box!.FailsafeCount, _hungUp, Read(3, 5004, 1)));
        Pass(7);
        Assert.Equal((1, 1, "0008", 8), (_box.FailsafeCount, _hungUp, Read(3, 5004, 1), _box.Setpoint));
        Write(5004, 20);
        Assert.Equal("0014", Read(3, 5004, 1));
    }

    [Fact]
    public void Door_ShutAfterADrop_IsShutAsLongAgain()
    {
        Replay("""
            0.000 0.003 connect -> connected
            1.000 0.020 read 4 1000 1 -> 0002
            2.000 0.500 read 4 404 1 -> closed
            3.000 0.003 connect -> refused-connection
            9.000 0.003 connect -> connected
            9.100 0.003 read 4 1000 1 -> closed
            20.500 0.003 connect -> connected
            20.600 0.020 read 4 1000 1 -> 0002
            """);
        Assert.False(_box!.AcceptsMaster);
        _box.MasterWent(HangUp);
        Pass(17.9);
        Assert.False(_box.AcceptsMaster);
        Pass(0.2);
        Assert.True(_box.AcceptsMaster);
    }

    [Fact]
    public void Closing_OfAnUnsteeredRecording_IsTheFailsafesAndNotTheRegisters()
    {
        const string lines = """
            0.000 0.020 read 4 1000 1 -> 0002
            20.000 0.020 read 4 1000 1 -> closed
            """;
        Replay("recorded: alone\n" + lines);
        Pass(21);
        Assert.Equal("0002", Read(4, 1000, 1));
        Replay(lines);
        Pass(21);
        Assert.StartsWith("closed", Read(4, 1000, 1), StringComparison.Ordinal);
    }

    public void Dispose() => _box?.Dispose();

    private void Replay(string lines)
    {
        var trace = TraceReader.Read(new StringReader($"{TraceText.FirstLine}\n{lines}"), out var fault);
        Assert.True(trace is not null, fault.ToString());
        _box?.Dispose();
        _box = new ReplayedEvc04(trace, _time);
        _box.MasterCame(HangUp);
    }

    private void Reconnect()
    {
        _box!.MasterWent(HangUp);
        _box.MasterCame(HangUp);
    }

    private void HangUp() => _hungUp++;

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private string Digits() => (int.Parse(Read(4, 294, 2).Replace(" ", ""), System.Globalization.NumberStyles.HexNumber)).ToString();

    private string Read(byte function, ushort address, ushort count) => Reported(Request(function, address, count));

    private string Write(ushort address, ushort value) => Reported(Request(6, address, value));

    private ModbusReply Respond(byte[] request) => _box!.Respond(255, request, new byte[253]);

    private string Reported(byte[] request)
    {
        var reply = new byte[253];
        var answer = _box!.Respond(255, request, reply);
        if (answer.Closes)
            return $"closed after {answer.Delay.TotalSeconds}";
        return answer.Length == 0 ? "silent"
            : (reply[0] & 0x80) != 0 ? $"exception {reply[1]}"
            : reply[0] == 6 ? "taken"
            : string.Join(' ', Convert.ToHexString(reply.AsSpan(2, answer.Length - 2)).Chunk(4).Select(word => new string(word)));
    }

    private static byte[] Request(byte function, ushort address, ushort number)
    {
        var request = new byte[5];
        request[0] = function;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(1), address);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(3), number);
        return request;
    }
}
