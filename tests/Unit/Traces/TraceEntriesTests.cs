using System.Buffers.Binary;
using System.Text;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Traces;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Tests.Unit.Traces;

public sealed class TraceEntriesTests
{
    private const string Serial = "7310012345678901";

    [Theory]
    [InlineData(100, 25)]
    [InlineData(100, 3)]
    [InlineData(104, 4)]
    [InlineData(98, 12)]
    public void Serial_ReadWholeOrInPart_IsReplacedByTheSameShape(ushort address, ushort count)
    {
        var entry = Read(address, count, register => Text(Serial, register - 100));
        for (var i = 0; i < count; i++)
        {
            var before = Text(Serial, address + i - 100);
            Assert.Equal(before == 0 ? 0 : 0x3030, entry.Words[i]);
        }
    }

    [Theory]
    [InlineData(130, "GARAGE-7b", "AAAAAA-0a")]
    [InlineData(1516, "04A1B2C3D4", "00A0A0A0A0")]
    [InlineData(300, "Anna's box", "Aaaa-a-aaa")]
    public void PrivateText_Read_KeepsItsShapeOnly(ushort address, string before, string after)
    {
        var entry = Read(address, 6, register => Text(before, register - address));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => Text(after, i)), entry.Words);
    }

    [Fact]
    public void WideText_Read_KeepsItsShapeOnly() =>
        Assert.Equal([0x30, 0x41, 0], Read(100, 3, register => register == 100 ? (ushort)'7' : register == 101 ? (ushort)'Z' : (ushort)0).Words);

    [Fact]
    public void Date_ReadWholeOrInPart_IsAConstant()
    {
        ushort Today(int register) => (ushort)(register == 290 ? 261127 >> 16 : 261127 & 0xFFFF);
        Assert.Equal([260101 >> 16, 260101 & 0xFFFF], Read(290, 2, Today).Words);
        Assert.Equal([260101 & 0xFFFF], Read(291, 1, Today).Words);
        Assert.Equal([0, 0], Read(290, 2, _ => 0).Words);
    }

    [Theory]
    [InlineData(190, 10)]
    [InlineData(210, 5)]
    [InlineData(230, 50)]
    [InlineData(294, 2)]
    [InlineData(400, 6)]
    [InlineData(1000, 38)]
    [InlineData(1100, 7)]
    [InlineData(1502, 12)]
    [InlineData(2000, 3)]
    [InlineData(5004, 1)]
    [InlineData(6000, 1)]
    public void Technical_Read_IsKept(ushort address, ushort count) =>
        Assert.All(Read(address, count, _ => 0x4D37).Words, word => Assert.Equal(0x4D37, word));

    [Theory]
    [InlineData("0403E80001", "84 02", "read 4 1000 1 -> exception 2")]
    [InlineData("0403E80001", "04 02 0007", "read 4 1000 1 -> 0007")]
    [InlineData("0403E80001", "04 04 0007 0007", "read 4 1000 1 -> odd 6")]
    [InlineData("0403E80001", "03 02 0007", "read 4 1000 1 -> odd 4")]
    [InlineData("06138C0010", "06 138C 0010", "write 6 5004 16 -> taken")]
    [InlineData("06138C0010", "06 138C 0006", "write 6 5004 16 -> odd 5")]
    public void Answer_Any_IsNamed(string request, string reply, string expected) =>
        Assert.EndsWith(expected, TraceText.Line(TraceEntries.Of(Exchange(Convert.FromHexString(request), Convert.FromHexString(reply.Replace(" ", ""))), TimeSpan.Zero)!), StringComparison.Ordinal);

    [Fact]
    public void Request_OfAnotherFunction_IsLeftOut() =>
        Assert.Null(TraceEntries.Of(Exchange([16, 7, 208, 0, 1, 2, 0, 10], [16, 7, 208, 0, 1]), TimeSpan.Zero));

    private static TraceEntry Read(ushort address, ushort count, Func<int, ushort> word)
    {
        var request = new byte[5];
        request[0] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(1), address);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(3), count);
        var reply = new byte[2 + (2 * count)];
        (reply[0], reply[1]) = (4, (byte)(2 * count));
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(2 + (2 * i)), word(address + i));
        return TraceEntries.Of(Exchange(request, reply), TimeSpan.Zero)!;
    }

    private static TappedExchange Exchange(byte[] request, byte[] reply) =>
        new(0, TimeSpan.FromSeconds(0.02), TappedOutcome.Answered, request, reply, null);

    private static ushort Text(string text, int register)
    {
        Span<byte> bytes = stackalloc byte[64];
        bytes.Clear();
        Encoding.ASCII.GetBytes(text, bytes);
        return register is < 0 or > 30 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * register)..]);
    }
}
