using CsCheck;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>Frames over a line that splits them, gives them back, adds to them and answers late.</summary>
public sealed class ModbusRtuTransportTests
{
    // Unit 17 is asked for three registers from 107 on.
    private const string Asked = "1103006B00037687";
    private const string Answer = "110306AE415652434049AD";
    private const string Set = "1106000100039A9B";
    private const string Echo = $"1:{Asked} 30:{Answer}";
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly RtuTiming s_timing = new(9600, 10);
    private readonly SimulatedWorld _world = new();

    [Theory]
    [InlineData("0207", 0x1241)]
    [InlineData("01030000000A", 0xCDC5)]
    [InlineData("010402FFFF", 0x80B8)]
    [InlineData("1103006B0003", 0x8776)]
    [InlineData("110306AE4156524340", 0xAD49)]
    [InlineData("110600010003", 0x9B9A)]
    [InlineData("11100001000204000A0102", 0xF0C6)]
    [InlineData("", 0xFFFF)]
    public void Crc_KnownFrames_IsTheirs(string hex, int crc) => Assert.Equal(crc, RtuFrame.Crc(Convert.FromHexString(hex)));

    [Theory]
    [InlineData(1200, 12, 32.083)]
    [InlineData(9600, 10, 4.010)]
    [InlineData(19_200, 11, 2.005)]
    [InlineData(38_400, 10, 1.75)]
    public void Silence_OfASpeed_IsThatOfTheStandard(int baud, int bits, double milliseconds) =>
        Assert.Equal(milliseconds, new RtuTiming(baud, bits).Silence.TotalMilliseconds, 0.001);

    [Theory]
    [InlineData($"5:{Answer}")]
    [InlineData("5:11 6:0306 9:AE4156 60:52434049AD")]
    [InlineData($"5:00{Answer}")]
    [InlineData($"5:FFFF001103{Answer}")]
    [InlineData($"5:{Answer}00FF")]
    [InlineData($"5:{Asked}{Answer}")]
    [InlineData($"1:{Asked} 40:{Answer}")]
    [InlineData($"1:1103006B 2:00037687 40:{Answer}")]
    [InlineData($"1:001103006B00037687 40:{Answer}")]
    [InlineData($"1:1103006B00037688 40:{Answer}")]
    [InlineData($"5:1203020001* 40:{Answer}")]
    [InlineData($"5:128302* 900:{Answer}")]
    [InlineData($"5:C0 900:{Answer}")]
    public void Read_AnswerAmongOtherBytes_IsFound(string received)
    {
        var words = new byte[6];
        var line = Run(client => ReadAsync(client, words), received);
        Assert.Equal(["AE4156524340", Asked], [Convert.ToHexString(words), line.Sent[0].Frame]);
    }

    [Theory]
    [InlineData("", "no answer within 1 s")]
    [InlineData("5:1203020001*", "no answer within 1 s")]
    [InlineData($"1:{Asked}", "only our own request came back")]
    [InlineData($"1200:{Answer}", "no answer within 1 s")]
    [InlineData("5:110306AE415652434049AE", "11 bytes that are no answer to 1103006B00037687: 110306AE415652434049AE; noise")]
    [InlineData("5:110306AE41565243", "8 bytes that are no answer")]
    [InlineData("5:1103020001*", "something other")]
    [InlineData("5:1104020001*", "something other")]
    [InlineData("5:110600010003*", "something other")]
    [InlineData("5:118402*", "something other")]
    [InlineData("5:11 6:!", "the serial line broke")]
    [InlineData("5:000100000009110306AE4156524340", "frames of Modbus TCP: write tcp://")]
    public void Read_OtherAnswer_BreaksTheLink(string received, string reported)
    {
        var broken = Assert.Throws<ModbusLinkException>(() => Run(client => ReadAsync(client, new byte[6]), received));
        Assert.Contains(reported, broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5:118302*")]
    [InlineData($"1:{Asked} 30:118302*")]
    [InlineData("5:FF11 6:8302C134")]
    public void Read_Refused_IsARefusal(string received) =>
        Assert.Equal(2, Assert.Throws<ModbusDeviceException>(() => Run(client => ReadAsync(client, new byte[6]), received)).Code);

    [Theory]
    [InlineData($"5:{Answer}", $"5:{Set}")]
    [InlineData($"5:{Answer}", $"5:00{Set}")]
    [InlineData("5:FF118302C134", $"5:{Set}")]
    [InlineData(Echo, $"1:{Set} 30:{Set}")]
    [InlineData(Echo, $"1:{Set}{Set}")]
    [InlineData(Echo, $"1:11060001 2:00039A9B1106 30:000100039A9B")]
    public void Write_AnsweredBehindARead_IsAcknowledged(string read, string written)
    {
        var line = Run(client => ReadAndWriteAsync(client), read, written);
        Assert.Equal([Asked, Set], line.Sent.Select(sent => sent.Frame));
    }

    [Theory]
    [InlineData(Echo, $"1:{Set}", "only our own request came back")]
    [InlineData(Echo, "", "no answer within")]
    [InlineData(Echo, "1:1106000100039A9C 30:1106000100039A9C", "no answer to")]
    [InlineData(Echo, $"1:{Set} 30:110600010004*", "something other")]
    [InlineData($"5:{Answer}", "5:110600010004*", "something other")]
    [InlineData($"1:1103006B00037688 40:{Answer}", null, "could not be distinguished from an echo")]
    public void Write_NotAnsweredByTheDevice_BreaksTheLink(string read, string? written, string reported)
    {
        var broken = Assert.Throws<ModbusLinkException>(() => Run(client => ReadAndWriteAsync(client), written is null ? [read] : [read, written]));
        Assert.Contains(reported, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_BeforeAnyRead_IsRefusedBeforeTheLine() => Assert.Contains(
        "could not be distinguished from an echo",
        Assert.Throws<ModbusLinkException>(() => Run(client => client.WriteAsync(1, 3, s_second, default).AsTask())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Request_BehindAnAnswer_WaitsForTheSilence()
    {
        var line = Run(client => ReadAndWriteAsync(client), $"5:{Answer}", $"5:{Set}");
        var pause = line.Sent[1].At - line.Sent[0].At - TimeSpan.FromMilliseconds(5);
        Assert.True(pause >= s_timing.Silence && pause < 2 * s_timing.Silence, $"{pause}");
    }

    [Fact]
    public void Request_BehindAnAnswerThatNobodyWaitedFor_IsNotSent()
    {
        var broken = Assert.Throws<ModbusLinkException>(() => Run(
            async client =>
            {
                await ReadAsync(client, new byte[6]);
                await Task.Delay(s_second, _world.Time);
                await ReadAsync(client, new byte[6]);
            },
            $"5:{Answer} 500:{Answer}"));
        Assert.Contains("was not expected", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>Any bytes before and behind the answer, any byte of it changed, any pieces: its value, or a failure.</summary>
    [Fact]
    public void Read_AnyNoise_NeverGivesAWrongValue() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40], Gen.UShort, Gen.Int[-8, 8], Gen.Byte, Gen.Int[1, 30]).Sample(
            (before, behind, value, changed, by, piece) =>
            {
                var frame = SerialSlave.Frame([0x11, 3, 2, (byte)(value >> 8), (byte)value]);
                if (changed >= 0 && changed < frame.Length)
                    frame[changed] ^= by;
                byte[] all = [.. before, .. frame, .. behind];
                var received = string.Join(' ', all.Chunk(piece).Select((part, i) => $"{5 + i}:{Convert.ToHexString(part)}"));
                var words = new byte[2];
                try
                {
                    RunAnew(client => client.ReadAsync(ModbusFunction.ReadHoldingRegisters, 0x6B, words, s_second, default).AsTask(), received);
                    Assert.Equal(value, (ushort)((words[0] << 8) | words[1]));
                    Assert.True(changed is < 0 or > 6 || by == 0);
                }
                catch (ModbusException)
                {
                    // Nothing was taken for a value; an answer that came whole was found, unless the noise looked like one itself.
                    Assert.True((changed is >= 0 and <= 6 && by != 0) || before.Length >= 5);
                }
            },
            iter: 1000);

    private static Task ReadAsync(ModbusClient client, byte[] words) =>
        client.ReadAsync(ModbusFunction.ReadHoldingRegisters, 0x6B, words, s_second, default).AsTask();

    private static async Task ReadAndWriteAsync(ModbusClient client)
    {
        try
        {
            await ReadAsync(client, new byte[6]);
        }
        catch (ModbusDeviceException)
        {
            // An answer as well.
        }

        await client.WriteAsync(1, 3, s_second, default);
    }

    private static void RunAnew(Func<ModbusClient, Task> act, string received) => Run(new SimulatedWorld(), act, received);

    private static ScriptedLine Run(SimulatedWorld world, Func<ModbusClient, Task> act, params string[] received)
    {
        var line = new ScriptedLine(world, received);
        var ended = false;
        world.Start(async () =>
        {
            await using var client = new ModbusClient(new ModbusRtuTransport(line.Stream, s_timing, world.Time), 17, world.Time);
            try
            {
                await act(client);
            }
            finally
            {
                ended = true;
            }
        });
        world.AdvanceUntil(() => ended, TimeSpan.FromMinutes(1));
        return line;
    }

    private ScriptedLine Run(Func<ModbusClient, Task> act, params string[] received) => Run(_world, act, received);
}
