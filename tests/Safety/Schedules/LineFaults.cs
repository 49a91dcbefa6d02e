using System.Buffers.Binary;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What may happen between the service and a wallbox.</summary>
internal static class LineFaults
{
    private const int Header = 7;
    private const int PhasesRegister = 404;
    private const int SetpointRegister = 5004;

    internal static IEnumerable<Fault> All =>
    [
        new("line: refused", stage => Until(() => stage.Line.Refuses = true, () => stage.Line.Refuses = false, stage.Line.Break)),
        new("line: connecting is never answered", stage => Until(() => stage.Line.Hangs = true, () => stage.Line.Hangs = false, stage.Line.Break)),
        new("line: let in and closed", stage => Until(() => stage.Line.ClosesAtOnce = true, () => stage.Line.ClosesAtOnce = false, stage.Line.Break)),
        new("line: reset", stage => stage.Repeat(stage.Between(1, 20), stage.Line.Break)),
        new("line: requests lost", stage => LosesRequests(stage)),
        new("line: mute", stage => On(stage, 1, Deed(LineDeed.Swallow))),
        new("line: some replies lost", stage => On(stage, stage.Between(0.01, 0.3), Deed(LineDeed.Swallow))),
        new("line: half a reply", stage => On(stage, 0.1, Deed(LineDeed.SendHalf))),
        new("line: half a reply, then closed", stage => On(stage, 0.1, Deed(LineDeed.SendHalfAndClose))),
        new("line: closed instead of a reply", stage => On(stage, 0.1, Deed(LineDeed.Close))),
        new("line: replies twice", stage => On(stage, 0.1, Deed(LineDeed.SendTwice))),
        new("line: earlier transaction", stage => On(stage, 0.1, Word(0, word => (ushort)(word - 1)))),
        new("line: other protocol", stage => On(stage, 0.1, Word(2, _ => 1))),
        new("line: wrong unit", stage => On(stage, 0.1, Byte(6, unit => (byte)(unit ^ 1)))),
        new("line: other function", stage => On(stage, 0.1, Byte(Header, function => (byte)(function ^ 7)))),
        new("line: length too small", stage => On(stage, 0.1, Word(4, length => (ushort)(length - 1)))),
        new("line: length too large", stage => On(stage, 0.1, Word(4, length => (ushort)(length + 2)))),
        new("line: impossible length", stage => On(stage, 0.1, Word(4, _ => 0xFFFF))),
        new("line: wrong byte count", stage => On(stage, 0.1, Byte(Header + 1, count => (byte)(count + 2)))),
        new("line: other echo", stage => On(stage, 0.5, OtherEcho)),
        new("line: garbage", stage => On(stage, 0.1, Garbage(stage.Random))),
        new("line: slow, a little", stage => Delays(stage, 0, 0.2)),
        new("line: slow requests, up to 3 s", stage => Delays(stage, 3, 0)),
        new("line: slow replies, up to 3 s", stage => Delays(stage, 0, 3)),
        new("line: slow both ways", stage => Delays(stage, 0.4, 0.4)),
        .. from code in Enumerable.Range(1, 11)
           select new Fault($"line: exception {code}", stage => On(stage, stage.Random.Next(3) == 0 ? 1 : 0.2, Refusal((byte)code))),
        .. from code in new byte[] { 1, 2, 3, 4, 6 }
           select new Fault($"line: setpoint refused with {code}", stage => On(stage, 1, AtSetpointWrite(Refusal(code)))),
        new("line: setpoint's echo lost", stage => On(stage, 0.7, AtSetpointWrite(Deed(LineDeed.Swallow)))),
        new("box: setpoint reads back as 6", stage => On(stage, 1, ReadBack(_ => 6))),
        new("box: setpoint reads back as something", stage => On(stage, 0.3, ReadBack(_ => (ushort)stage.Random.Next(40)))),
        new("box: number of phases flips", stage => On(stage, 0.5, Phases)),
        new("box: values out of range", stage => On(stage, 0.3, OutOfRange(stage.Random))),
    ];

    private static Action Until(Action begin, Action end, Action also)
    {
        begin();
        also();
        return end;
    }

    private static Action LosesRequests(Stage stage)
    {
        stage.Line.LosesRequests = true;
        return () => stage.Line.LosesRequests = false;
    }

    private static Action On(Stage stage, double share, LineFault fault)
    {
        LineFault sometimes = (ReadOnlySpan<byte> request, ref Memory<byte> reply) =>
            stage.Random.NextDouble() < share ? fault(request, ref reply) : LineDeed.Send;
        stage.Line.Faults.Add(sometimes);
        return () => stage.Line.Faults.Remove(sometimes);
    }

    private static Action Delays(Stage stage, double request, double reply)
    {
        stage.Line.RequestDelay = () => TimeSpan.FromSeconds(stage.Between(0, request));
        stage.Line.ReplyDelay = () => TimeSpan.FromSeconds(stage.Between(0, reply));
        return () => (stage.Line.RequestDelay, stage.Line.ReplyDelay) = (stage.Line.UsualDelay, null);
    }

    private static LineFault Deed(LineDeed deed) => (ReadOnlySpan<byte> _, ref Memory<byte> _) => deed;

    private static LineFault Byte(int offset, Func<byte, byte> change) => (ReadOnlySpan<byte> _, ref Memory<byte> reply) =>
    {
        reply.Span[offset] = change(reply.Span[offset]);
        return LineDeed.Send;
    };

    private static LineFault Word(int offset, Func<ushort, ushort> change) => (ReadOnlySpan<byte> _, ref Memory<byte> reply) =>
    {
        var word = reply.Span.Slice(offset, 2);
        BinaryPrimitives.WriteUInt16BigEndian(word, change(BinaryPrimitives.ReadUInt16BigEndian(word)));
        return LineDeed.Send;
    };

    private static LineFault Garbage(Random random) => (ReadOnlySpan<byte> _, ref Memory<byte> reply) =>
    {
        random.NextBytes(reply.Span);
        return LineDeed.Send;
    };

    private static LineFault Refusal(byte code) => (ReadOnlySpan<byte> _, ref Memory<byte> reply) =>
    {
        var frame = reply.Span;
        (frame[4], frame[5], frame[Header], frame[Header + 1]) = (0, 3, (byte)(frame[Header] | 0x80), code);
        reply = reply[..(Header + 2)];
        return LineDeed.Send;
    };

    private static LineFault AtSetpointWrite(LineFault fault) => (ReadOnlySpan<byte> request, ref Memory<byte> reply) =>
        request[Header] == 6 && Address(request) == SetpointRegister ? fault(request, ref reply) : LineDeed.Send;

    private static LineDeed OtherEcho(ReadOnlySpan<byte> request, ref Memory<byte> reply)
    {
        if (request[Header] == 6)
            reply.Span[^1] ^= 1;
        return LineDeed.Send;
    }

    private static LineFault ReadBack(Func<ushort, ushort> change) => (ReadOnlySpan<byte> request, ref Memory<byte> reply) =>
        request[Header] == 3 && Address(request) == SetpointRegister && reply.Length == Header + 4
            ? Word(Header + 2, change)(request, ref reply)
            : LineDeed.Send;

    private static LineDeed Phases(ReadOnlySpan<byte> request, ref Memory<byte> reply)
    {
        if (request[Header] == 4 && Address(request) == PhasesRegister && reply.Length == Header + 4)
            reply.Span[^1] ^= 1;
        return LineDeed.Send;
    }

    private static LineFault OutOfRange(Random random) => (ReadOnlySpan<byte> request, ref Memory<byte> reply) =>
    {
        if (request[Header] is not (3 or 4) || reply.Length < Header + 4)
            return LineDeed.Send;
        var words = (reply.Length - Header - 2) / 2;
        ushort[] odd = [0xFFFF, 0x8000, 0x7FFF, 0];
        var offset = Header + 2 + (2 * random.Next(words));
        BinaryPrimitives.WriteUInt16BigEndian(reply.Span[offset..], odd[random.Next(odd.Length)]);
        return LineDeed.Send;
    };

    private static int Address(ReadOnlySpan<byte> request) => BinaryPrimitives.ReadUInt16BigEndian(request[(Header + 1)..]);
}
