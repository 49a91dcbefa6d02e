using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.SunSpec;

/// <summary>The real source against an inverter and a meter that answer anything, under simulated time.</summary>
internal sealed class SunSpecTarget : IFuzzTarget
{
    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(12);

    public string Name => "sunspec";

    public IReadOnlyList<byte[]> Corpus { get; } =
    [
        [0, 0],
        [1, 0],
        [.. new byte[20], 9, 14, 0x7F, 0xFF, 9, 15, 0, 10, 9, 22, 0x7F, 0x80, 8, 1, 2, 255],
        [1, .. new byte[20], 9, 22, 0x7F, 0x80, 9, 28, 0xFF, 0xC0, 9, 48, 0, 7],
        [0, 0, 9, 0, 0, 0, 9, 0, 0xFF, 0xFF, 9, 1, 0, 0, 10, 2, 11, 12, 4, 3, 2, 1, 1, 13],
        [1, 0, 0, 9, 1, 0xFF, 0xF0, 9, 1, 0, 1, 10, 11, 10, 4, 10, 6, 12, 0, 12, 252],
    ];

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        [9, 0], [9, 1, 0, 0], [9, 1, 0, 66], [9, 14, 0x80, 0], [9, 15, 0x80, 0], [9, 15, 0, 10], [9, 15, 0xFF, 0xF6], [9, 18, 0x80, 0], [9, 22, 0x7F, 0xC0],
        [9, 22, 0x7F, 0x80], [9, 38, 0, 2], [9, 38, 0, 7], [8, 0], [10, 1], [10, 2], [10, 4], [10, 11], [11], [12, 2, 0x83, 2], [12, 4, 3, 2], [12, 0], [13], [15], new byte[10],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var world = new SimulatedWorld();
        var inverter = new ScriptedInverter(input.ToArray(), world.Time);
        var options = new SunSpecSourceOptions { RatedPower = new Watts(SunSpecWitness.RatedPower), Random = new Random(1) };
        using var stop = new CancellationTokenSource();
        var ended = false;
        world.Start(async () =>
        {
            try
            {
                await new SunSpecSource(inverter, options, new SunSpecWitness(world.Time), world.Time, NullLogger<SunSpecSource>.Instance).RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                ended = true;
            }
        });
        world.Advance(s_span);
        Unless(inverter.Requests <= 1000, "it asks without a pause");
        world.Do(stop.Cancel);
        Unless(ended, "it does not end");
    }
}
