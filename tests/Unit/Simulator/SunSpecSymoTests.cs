using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.SunSpec;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Simulator;

/// <summary>The simulated inverter as the service reads it.</summary>
public sealed class SunSpecSymoTests
{
    private readonly SimulatedTime _time = new();

    [Theory]
    [InlineData(false, 65)]
    [InlineData(false, 66)]
    [InlineData(true, 65)]
    [InlineData(true, 66)]
    public async Task Symo_Read_TellsItsPowerAndTheMeters(bool real, int common)
    {
        var symo = new SunSpecSymo(
            new SimulatedSymo(new SimulatedSymoOptions { Power = 5600, HouseLoad = 500 }, _time), new SunSpecSymoOptions { Float = real, CommonLength = common });
        var inverter = SunSpecDecoder.Inverter(
            real ? SunSpecModels.FloatInverter : SunSpecModels.IntegerInverter, await ReadAsync(symo, 1, SunSpecModels.Inverters));
        Assert.Equal((5600, false), (inverter.Power.Value, inverter.Night));
        Assert.InRange(inverter.Energy!.Value.Value, 21_245_000, 21_246_000);
        var meter = SunSpecDecoder.Meter(real ? SunSpecModels.FloatMeter : SunSpecModels.IntegerMeter, await ReadAsync(symo, 240, SunSpecModels.Meters));
        Assert.Equal(-5100, meter.Power.Value);
        Assert.Equal(-7.39, meter.Current!.Value.L2.Value, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Symo_AtNight_Sleeps(bool real)
    {
        var night = new SimulatedSymo(new SimulatedSymoOptions { StartsAt = TimeSpan.FromHours(1) }, _time);
        var block = await ReadAsync(new SunSpecSymo(night, new SunSpecSymoOptions { Float = real }), 1, SunSpecModels.Inverters);
        Assert.True(SunSpecDecoder.Inverter(real ? SunSpecModels.FloatInverter : SunSpecModels.IntegerInverter, block).Night);
    }

    [Theory]
    [InlineData("069C400001", "8601", 1)]
    [InlineData("109C4000010200FF", "9001", 1)]
    [InlineData("049C400002", "8401", 1)]
    [InlineData("0300000002", "8302", 0)]
    [InlineData("039C400000", "8303", 0)]
    [InlineData("03FFFF007D", "8302", 0)]
    public void Symo_AnythingElse_IsRefused(string request, string answer, int counted)
    {
        var symo = new SunSpecSymo(new SimulatedSymo(new SimulatedSymoOptions(), _time), new SunSpecSymoOptions());
        var reply = new byte[253];
        Assert.Equal(answer, Convert.ToHexString(reply.AsSpan(0, symo.Answer(1, Convert.FromHexString(request), reply))));
        Assert.Equal(counted, symo.RefusedFunctions);
    }

    private async Task<byte[]> ReadAsync(SunSpecSymo symo, byte unit, System.Collections.Immutable.ImmutableArray<SunSpecModel> models)
    {
        var (near, far) = InMemoryStream.Create();
        var serving = new MasterLink(symo, null, _time).ServeAsync(far, CancellationToken.None);
        byte[] block;
        await using (var client = new ModbusClient(new ModbusTcpTransport(near), unit, TimeProvider.System))
        {
            var map = await SunSpecChain.WalkAsync(client, models, TimeSpan.FromSeconds(10), default);
            block = new byte[map.Model.Registers * 2];
            await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, map.Address, block, TimeSpan.FromSeconds(10), default);
        }

        await serving;
        return block;
    }
}
