using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04ChargerTests
{
    private const ushort Failsafe = 2000;
    private const ushort Timeout = 2002;
    private const ushort Alive = 6000;
    private readonly FakeTimeProvider _time = new();
    private readonly RegisterDevice _box = new();
    private readonly Evc04Charger _charger;

    public Evc04ChargerTests()
    {
        _charger = new Evc04Charger(_box, new Evc04Options(), _time);
        (_box.Registers[Failsafe], _box.Registers[Timeout]) = (10, 20);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(33)]
    public async Task Setpoint_NoneThatCanBeOffered_IsNeverSent(int amperes)
    {
        await _charger.ConnectAsync(default);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _charger.WriteSetpointAsync(amperes, default));
        Assert.DoesNotContain(_box.Requests, request => request.StartsWith("5004 =", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(32)]
    public async Task Setpoint_ThatCanBeOffered_IsSentAsItIs(int amperes)
    {
        await _charger.ConnectAsync(default);
        await _charger.WriteSetpointAsync(amperes, default);
        await _charger.WriteAliveAsync(default);
        Assert.Equal([$"5004 = {amperes}", $"{Alive} = 1"], _box.Requests[^2..]);
    }

    [Theory]
    [InlineData(32, 20)]
    [InlineData(6, 20)]
    [InlineData(10, 600)]
    [InlineData(10, 6)]
    public async Task Failsafe_OtherThanConfigured_IsWrittenAndReadBack(ushort current, ushort timeout)
    {
        (_box.Registers[Failsafe], _box.Registers[Timeout]) = (current, timeout);
        await _charger.ConnectAsync(default);
        Assert.Equal((10, 20), (_box.Registers[Failsafe], _box.Registers[Timeout]));
        Assert.Equal(new FailsafeReport(new Amperes(10), TimeSpan.FromSeconds(20), null), _charger.Failsafe);
    }

    [Fact]
    public async Task Failsafe_WriteNotHeeded_IsAFault()
    {
        _box.Registers[Failsafe] = 32;
        _box.Ignores.Add(Failsafe);
        await _charger.ConnectAsync(default);
        Assert.Equal(32, _charger.Failsafe!.Current.Value);
        Assert.Equal("failsafe is 32 A after 20 s, configured is 10 A after 20 s", _charger.Failsafe.Fault);
    }

    [Fact]
    public async Task Failsafe_NotToBeWritten_IsReadAndToldAlone()
    {
        _box.Registers[Failsafe] = 32;
        var charger = new Evc04Charger(_box, new Evc04Options { WriteFailsafe = false }, _time);
        await charger.ConnectAsync(default);
        Assert.Equal(32, charger.Failsafe!.Current.Value);
        Assert.NotNull(charger.Failsafe.Fault);
        Assert.DoesNotContain(_box.Requests, request => request.Contains('=', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failsafe_ChangedBySomebodyLater_IsSetRightWithTheNextSlowReads()
    {
        await _charger.ConnectAsync(default);
        _box.Registers[Failsafe] = 32;
        await RoundsAsync();
        Assert.Equal(32, _box.Registers[Failsafe]);
        _time.Advance(TimeSpan.FromMinutes(10));
        await RoundsAsync();
        Assert.Equal(10, _box.Registers[Failsafe]);
    }

    [Fact]
    public async Task Texts_KnownFromBefore_AreReadAgainBehindTheFirstRounds()
    {
        var firmware = Evc04Registers.Firmware.Address;
        _box.Text(firmware, "v1");
        await _charger.ConnectAsync(default);
        Assert.Equal("v1", _charger.Identity!.Firmware);
        _box.Text(firmware, "v2");
        await _charger.DisconnectAsync();
        Assert.False(_charger.IsOpen);
        _box.Requests.Clear();
        await _charger.ConnectAsync(default);
        Assert.DoesNotContain($"read {firmware}", _box.Requests);
        Assert.True(_charger.IsOpen);
        await RoundsAsync();
        Assert.Equal("v2", _charger.Identity.Firmware);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(6, 3)]
    public async Task DisplayRegister_Refused_IsAskedAgainAtOnceUnlessItIsUnknown(byte code, int asked)
    {
        await _charger.ConnectAsync(default);
        var session = Evc04Registers.SessionEnergy.Address;
        await RoundAsync();
        Assert.NotNull(_charger.Reading.SessionEnergy);
        _box.Refuses[session] = code;
        _box.Requests.Clear();
        for (var round = 0; round < 3; round++)
            await RoundAsync();
        Assert.Equal(asked, _box.Requests.Count(request => request == $"read {session}"));
        Assert.Null(_charger.Reading.SessionEnergy);
    }

    [Fact]
    public async Task Setpoint_NotToldOnANewConnection_IsNotThatOfBefore()
    {
        _box.Registers[5004] = 16;
        await _charger.ConnectAsync(default);
        Assert.Equal(16, _charger.Reading.SetpointReadBack!.Value.Value);
        await _charger.DisconnectAsync();
        _box.Refuses[5004] = 4;
        await _charger.ConnectAsync(default);
        Assert.Null(_charger.Reading.SetpointReadBack);
    }

    [Fact]
    public async Task SteeringRegister_Refused_FailsTheRound()
    {
        await _charger.ConnectAsync(default);
        var reads = _charger.SetpointReads;
        await RoundAsync();
        Assert.Equal(reads + 1, _charger.SetpointReads);
        _box.Refuses[5004] = 4;
        await Assert.ThrowsAsync<ModbusDeviceException>(RoundAsync);
    }

    // A round reads at most one of the slow blocks.
    private async Task RoundsAsync()
    {
        for (var round = 0; round < 20; round++)
            await RoundAsync();
    }

    private async Task RoundAsync()
    {
        _charger.BeginReads();
        while (await _charger.ReadNextAsync(default) != ReadProgress.Done)
        {
            // The next block.
        }
    }
}
