using System.Buffers.Binary;
using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Bridge.Traces;

/// <summary>Makes a trace's lines of what passed a tap. What belongs to the owner is taken out here, before anything is written or sent.</summary>
internal static class TraceEntries
{
    private const int ExceptionFlag = 0x80;

    /// <summary>The line of an exchange; null for a function that traces do not know.</summary>
    internal static TraceEntry? Of(TappedExchange exchange, TimeSpan at)
    {
        var entry = new TraceEntry(at, exchange.Took, TraceAction.Connect);
        var request = exchange.Request.Span;
        if (request.IsEmpty)
            return entry with { Outcome = Connection(exchange.Outcome) };
        if (request is not [3 or 4 or 6, _, _, _, _])
            return null;
        var (address, number) = (BinaryPrimitives.ReadUInt16BigEndian(request[1..]), BinaryPrimitives.ReadUInt16BigEndian(request[3..]));
        var write = request[0] == 6;
        entry = entry with
        {
            Action = write ? TraceAction.Write : TraceAction.Read,
            Function = request[0],
            Address = address,
            Number = write ? PrivateRegisters.Masked(address, number) : number,
            Remark = exchange.Fault is { } fault ? OneLine(fault) : null,
        };
        return exchange.Outcome switch
        {
            TappedOutcome.Answered => Answered(entry, request, exchange.Reply.Span),
            TappedOutcome.Silent => entry with { Outcome = TraceOutcome.Silent },
            TappedOutcome.Connected or TappedOutcome.Refused or TappedOutcome.Closed => entry with { Outcome = TraceOutcome.Closed },
        };
    }

    private static TraceOutcome Connection(TappedOutcome outcome) => outcome switch
    {
        TappedOutcome.Connected => TraceOutcome.Connected,
        TappedOutcome.Silent => TraceOutcome.Silent,
        TappedOutcome.Refused or TappedOutcome.Answered or TappedOutcome.Closed => TraceOutcome.RefusedConnection,
    };

    private static TraceEntry Answered(TraceEntry entry, ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply)
    {
        if (reply.Length == 2 && reply[0] == (entry.Function | ExceptionFlag) && reply[1] > 0)
            return entry with { Outcome = TraceOutcome.Exception, Code = reply[1] };
        if (entry.Action == TraceAction.Write && reply.SequenceEqual(request))
            return entry with { Outcome = TraceOutcome.Taken };
        if (entry.Action == TraceAction.Read && reply.Length == 2 + (2 * entry.Number) && reply[0] == entry.Function && reply[1] == 2 * entry.Number)
            return entry with { Outcome = TraceOutcome.Words, Words = Words(entry.Address, reply[2..]) };
        return entry with { Outcome = TraceOutcome.Odd, Code = (byte)Math.Clamp(reply.Length, 1, byte.MaxValue) };
    }

    private static ImmutableArray<ushort> Words(ushort address, ReadOnlySpan<byte> bytes)
    {
        var words = ImmutableArray.CreateBuilder<ushort>(bytes.Length / 2);
        for (var i = 0; i < bytes.Length / 2; i++)
            words.Add(PrivateRegisters.Masked((ushort)(address + i), BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..])));
        return words.MoveToImmutable();
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
