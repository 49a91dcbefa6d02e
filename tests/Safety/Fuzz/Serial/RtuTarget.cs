using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Safety.World;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Serial;

/// <summary>The client on a serial line on which anything may be heard: what it takes for an answer must have been heard as a whole frame.</summary>
internal sealed class RtuTarget : IFuzzTarget
{
    private const byte Unit = 17;
    private const int MostConnections = 4;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    public string Name => "rtu";

    public IReadOnlyList<byte[]> Corpus { get; } =
    [
        new byte[60],
        [1, .. new byte[60]],
        [0, 5, 3, 17, 3, 2, 0, 0, 0, 0, 7, 20, 0, 4, 0, 0, 0],
        [1, 0, 16, 0, 5, 0, 0, 0, 9, 4, 5, 0, 0, 0, 11, 2, 0, 0, 0],
        [.. Enumerable.Range(0, 120).Select(i => (byte)(i % 13))],
        [0, 0, 16, 8, 12, 17, 3, 2, 0, 1, 0x79, 0x87, 17, 0x83, 2, 0xC1, 0x34, 3, 7, 200],
    ];

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [17, 3, 2], [17, 4, 6], [17, 6], [17, 0x83, 2], SerialSlave.Frame([17, 3, 2, 0, 1]), SerialSlave.Frame([17, 4, 6, 0, 1, 0, 2, 0, 3]), SerialSlave.Frame([17, 3, 0x13, 0x8C, 0, 1]),
        SerialSlave.Frame([17, 6, 0x13, 0x8C, 0, 16]), SerialSlave.Frame([17, 0x84, 2]), SerialSlave.Frame([18, 3, 2, 0, 1]), [7, 255], [7, 1], new byte[12],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var world = new SimulatedWorld();
        var line = new FuzzedLine(world, input.ToArray());
        var ended = false;
        world.Start(async () =>
        {
            for (var connection = 0; connection < MostConnections && (connection == 0 || !line.Ended); connection++)
                await ConnectAsync(world, line);
            ended = true;
        });
        try
        {
            world.AdvanceUntil(() => ended, TimeSpan.FromMinutes(10));
        }
        catch (TimeoutException)
        {
            throw new FuzzFault("the client does not end");
        }
    }

    private static async Task ConnectAsync(SimulatedWorld world, FuzzedLine line)
    {
        var (near, far) = InMemoryStream.Create();
        world.Start(() => line.ServeAsync(far));
        await using var client = new ModbusClient(new ModbusRtuTransport(near, new RtuTiming(9600, 10), world.Time), Unit, world.Time);
        try
        {
            for (var round = 0; round < 2 || (round < 10 && !line.Ended); round++)
            {
                await ReadAsync(client, line, ModbusFunction.ReadHoldingRegisters, 1);
                await ReadAsync(client, line, ModbusFunction.ReadInputRegisters, 3);
                await WriteAsync(client, line);
            }
        }
        catch (ModbusLinkException)
        {
            // A line that is opened anew is the next one.
        }
    }

    private static async Task ReadAsync(ModbusClient client, FuzzedLine line, ModbusFunction function, int count)
    {
        var words = new byte[2 * count];
        await TryAsync(line, function, async () =>
        {
            await client.ReadAsync(function, 5004, words, s_timeout, default);
            Unless(Count(line.Received, SerialSlave.Frame([Unit, (byte)function, (byte)words.Length, .. words])) > 0, $"words that no answer carried: {Convert.ToHexString(words)}");
        });
    }

    private static Task WriteAsync(ModbusClient client, FuzzedLine line) => TryAsync(line, ModbusFunction.WriteSingleRegister, async () =>
    {
        await client.WriteAsync(5004, 16, s_timeout, default);
        Unless(Count(line.Received, SerialSlave.Frame([Unit, 6, 0x13, 0x8C, 0, 16])) >= (line.GivesBack ? 2 : 1), "a write that nobody acknowledged");
    });

    private static async Task TryAsync(FuzzedLine line, ModbusFunction function, Func<Task> act)
    {
        line.Begin();
        try
        {
            await act();
        }
        catch (ModbusDeviceException refusal)
        {
            Unless(Count(line.Received, SerialSlave.Frame([Unit, (byte)((byte)function | 0x80), refusal.Code])) > 0, "a refusal that no answer carried");
        }
    }

    private static int Count(ReadOnlySpan<byte> received, ReadOnlySpan<byte> frame)
    {
        var count = 0;
        while (received.IndexOf(frame) is var at and >= 0)
        {
            count++;
            received = received[(at + frame.Length)..];
        }

        return count;
    }
}
