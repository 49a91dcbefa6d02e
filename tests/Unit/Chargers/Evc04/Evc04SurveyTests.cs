using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04SurveyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RegisterDevice _device = new();

    [Fact]
    public async Task ReadAll_ConnectionClosedAtOptionalRegisters_GoesOnAfterEach()
    {
        _device.Drops.UnionWith([405, 1516]);
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        Assert.Equal(2, _device.Dials);
        Assert.Equal(
            ["not in this firmware: the device closed the connection", "not in this firmware: the device closed the connection"],
            answers.Where(answer => answer.Absence is not null).Select(answer => answer.Absence));
    }

    [Theory]
    [InlineData(2, "not in this firmware: exception 2 (illegal data address)")]
    [InlineData(1, "not in this firmware: exception 1 (illegal function)")]
    [InlineData(6, "refused: exception 6 (server device busy)")]
    public async Task ReadAll_Refused_IsAnAnswer(byte code, string expected)
    {
        _device.Refuses[1502] = code;
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        Assert.Equal(expected, Assert.Single(answers, answer => answer.Absence is not null).Absence);
        Assert.Equal(1, _device.Dials);
    }

    [Fact]
    public async Task ReadAll_ConnectionClosedAtAnyOther_GoesOn()
    {
        _device.Drops.Add(1000);
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        Assert.Equal("not read: the device closed the connection", Assert.Single(answers, answer => answer.Absence is not null).Absence);
    }

    [Fact]
    public async Task ReadAll_NotLetInAgain_SaysSoAndEnds()
    {
        _device.Drops.UnionWith([405, 5004]);
        var reading = ReadAllAsync();
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var (answers, fault) = await reading;
        Assert.Equal("the connection was lost at register 5004 (the device closed the connection) and could not be had again", fault);
        Assert.Equal("not read", answers[^1].Absence);
        Assert.Equal(Evc04Registers.All.Length, answers.Length);
    }

    [Fact]
    public async Task ReadAll_NeverAnswered_Throws()
    {
        _device.Drops.Add(100);
        await Assert.ThrowsAsync<ModbusLinkException>(ReadAllAsync);
    }

    private async Task<(System.Collections.Immutable.ImmutableArray<RegisterAnswer> Answers, string? Fault)> ReadAllAsync()
    {
        await using var survey = new Evc04Survey(_device, 255, _time);
        await survey.ConnectAsync(CancellationToken.None);
        return await survey.ReadAllAsync(CancellationToken.None);
    }
}
