using System.Buffers.Binary;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>All that can go wrong between a Modbus master and its device, each for as long as it is switched on.</summary>
internal static class ModbusFaults
{
    private const int UnitAt = 6;
    private const int FunctionAt = 7;

    internal static IReadOnlyDictionary<string, Fault> All { get; } = Every().ToDictionary(fault => fault.Name);

    private static IEnumerable<Fault> Every() =>
    [
        new("refused") { Refuses = true },
        new("accepted and mute") { Deaf = true, Up = Fault.Lose, Down = Fault.Lose },
        new("cable pulled") { Deaf = true, HidesEnd = true, Up = Fault.Lose, Down = Fault.Lose },
        new("requests lost") { Up = Fault.Lose },
        new("replies lost") { Down = Fault.Lose },
        .. new[] { 0, 1, 6, 7, 8, 11 }.Select(bytes => Reply($"reset after {bytes} bytes", async (passage, reply) =>
        {
            await passage.ToClientAsync(reply.AsMemory(0, bytes));
            passage.Reset();
        })),
        Reply("half, then nothing", (passage, reply) => passage.ToClientAsync(reply.AsMemory(0, reply.Length / 2))),
        Reply("half, then closed", async (passage, reply) =>
        {
            await passage.ToClientAsync(reply.AsMemory(0, reply.Length / 2));
            passage.Close();
        }),
        .. new[] { 0.3, 0.9, 1.1, 2.9 }.Select(seconds => Late($"{seconds} s late", () => seconds)),
        Late("0 to 3 s late", () => Random.Shared.NextDouble() * 3),
        Reply("an earlier reply", (passage, reply) => passage.ToClientAsync(passage.Earlier ?? reply)),
        Changed("other units", reply => reply[UnitAt] ^= (byte)Random.Shared.Next(1, 255)),
        Changed("another function", reply => reply[FunctionAt] ^= 7),
        .. new[] { -1, 1, 300, 65_000 }.Select(more => Changed($"length and {more}", reply => Length(reply, reply.Length - UnitAt + more))),
        Changed("length 0", reply => Length(reply, 0)),
        .. Enumerable.Range(1, 11).Select(code => Reply($"exception {code}", (passage, reply) =>
            passage.ToClientAsync(new byte[] { reply[0], reply[1], 0, 0, 0, 3, reply[UnitAt], (byte)(reply[FunctionAt] | 0x80), (byte)code }))),
        Reply("garbage", (passage, _) => passage.ToClientAsync(Garbage())),
        Reply("garbage first", (passage, reply) => passage.ToClientAsync((byte[])[.. Garbage(), .. reply])),
        Reply("twice", async (passage, reply) =>
        {
            await passage.ToClientAsync(reply);
            await passage.ToClientAsync(reply);
        }),
    ];

    private static Fault Reply(string name, Func<Passage, byte[], Task> down) => new(name) { Down = down };

    private static Fault Changed(string name, Action<byte[]> change) => Reply(name, (passage, reply) =>
    {
        byte[] changed = [.. reply];
        change(changed);
        return passage.ToClientAsync(changed);
    });

    private static Fault Late(string name, Func<double> seconds) => Reply(name, async (passage, reply) =>
    {
        await passage.PauseAsync(TimeSpan.FromSeconds(seconds()));
        await passage.ToClientAsync(reply);
    });

    private static void Length(byte[] reply, int length) => BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(4), (ushort)length);

    private static byte[] Garbage()
    {
        var garbage = new byte[Random.Shared.Next(1, 300)];
        Random.Shared.NextBytes(garbage);
        return garbage;
    }
}
