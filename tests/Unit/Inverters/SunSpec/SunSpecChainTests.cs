using CsCheck;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Inverters.SunSpec;

public sealed class SunSpecChainTests
{
    private const string End = "FFFF0000";
    private readonly SimulatedTime _time = new();

    [Theory]
    [InlineData(40000, 65, 40069)]
    [InlineData(40000, 66, 40070)]
    [InlineData(50000, 65, 50069)]
    [InlineData(0, 66, 70)]
    public async Task Walk_BaseAndCommonLength_FindTheModel(int start, int common, int address)
    {
        var map = await WalkAsync(start, Blocks.Map(End, Blocks.Common(common), Blocks.Inverter()));
        Assert.Equal((103, 50, address), (map.Id, map.Length, map.Address));
        Assert.Equal("Fronius Symo 10.0-3-M, serial 2930, version 3.30", map.Identity.ToString());
    }

    [Fact]
    public async Task Walk_UnknownModelsBetween_AreSkippedAndTheFirstCounts()
    {
        var map = await WalkAsync(40000, Blocks.Map(End, Blocks.Common(), Blocks.Of(120, 26, ""), Blocks.Of(64001, 3, ""), Blocks.Of(111, 60, ""), Blocks.Inverter()));
        Assert.Equal((111, 40069 + 28 + 5), (map.Id, map.Address));
    }

    [Fact]
    public async Task Walk_NoEndMark_EndsWhereTheDeviceRefuses() =>
        Assert.Equal(103, (await WalkAsync(40000, Blocks.Map("", Blocks.Common(), Blocks.Inverter()))).Id);

    public static TheoryData<byte[], string> Faults => new()
    {
        { [1, 2, 3, 4], "no SunSpec map at 40000, 50000, 0" },
        { Blocks.Map(End), "the map has no model 101 to 103 or 111 to 113; it has nothing" },
        { Blocks.Map(End, Blocks.Inverter()), "the chain begins with model 103 of length 50; allowed: model 1 of length 65 or 66" },
        { Blocks.Map(End, Blocks.Common(64)), "the chain begins with model 1 of length 64; allowed: model 1 of length 65 or 66" },
        { Blocks.Map(End, Blocks.Common(), Blocks.Of(203, 105, "")), "the map has no model 101 to 103 or 111 to 113; it has 1, 203" },
        { Blocks.Map(End, Blocks.Common(), Blocks.Of(103, 20, "")), "model 103 has length 20; allowed: 50 or more" },
        { Blocks.Map("00000000", Blocks.Common(), Blocks.Inverter()), "the chain of models makes no sense: model 0 of length 0 at 40121, after 1, 103" },
        { Blocks.Map("0067FF00", Blocks.Common()), "the chain of models makes no sense: model 103 of length 65280 at 40069, after 1" },
        {
            Blocks.Map(End, [Blocks.Common(), .. Enumerable.Repeat(Blocks.Of(120, 1, ""), 80)]),
            "the chain of models does not end: 1, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, 120, ..."
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Walk_Nonsense_IsAClearFault(byte[] map, string fault) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<SunSpecMapException>(() => WalkAsync(40000, map))).Message);

    [Fact]
    public async Task Walk_GatewayRefuses_IsNoMissingMap()
    {
        var bus = new FakeBus(_time) { Refusals = { [1] = 11 } };
        Assert.Equal(11, (await Assert.ThrowsAsync<ModbusDeviceException>(() => WalkAsync(bus))).Code);
        Assert.Single(bus.Requests);
    }

    [Fact]
    public void Walk_AnyWords_EndInAMapOrADefinedFault() =>
        Gen.Select(Gen.UShort[0, 300].Array[0, 200], Gen.Bool).Sample((words, headed) =>
        {
            byte[] tail = [.. words.SelectMany(word => (byte[])[(byte)(word >> 8), (byte)word])];
            var bus = new FakeBus(_time) { Units = { [1] = (40000, headed ? Blocks.Map("", Blocks.Common(), tail) : tail) } };
            var walk = WalkAsync(bus);
            Assert.True(walk.IsCompleted);
            Assert.True(walk.IsCompletedSuccessfully || walk.Exception!.InnerException is SunSpecMapException or ModbusDeviceException, walk.Exception?.ToString());
            Assert.InRange(bus.Requests.Count, 1, 70);
        });

    private Task<SunSpecMap> WalkAsync(int start, byte[] map) => WalkAsync(new FakeBus(_time) { Units = { [1] = (start, map) } });

    private async Task<SunSpecMap> WalkAsync(FakeBus bus)
    {
        await using var client = new ModbusClient(await bus.DialAsync(default), 1, _time);
        return await SunSpecChain.WalkAsync(client, SunSpecModels.Inverters, TimeSpan.FromSeconds(1), default);
    }
}
