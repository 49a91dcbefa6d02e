using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04SurveyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RegisterDevice _device = new();

    [Fact]
    public async Task ReadAll_Always_AsksForTheSetpointFirstAndForAllElseOnce()
    {
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        Assert.Equal(Evc04Registers.All, answers.Select(answer => answer.Register));
        Assert.All(answers, answer => Assert.Equal(RegisterOutcome.Answered, answer.Outcome));
        Assert.Equal("read 5004", _device.Requests[0]);
        Assert.Equal(Evc04Registers.All.Select(register => $"read {register.Address}").Order(), _device.Requests.Order());
    }

    [Fact]
    public async Task ReadAll_ConnectionClosedAtOptionalRegisters_GoesOnAfterEach()
    {
        _device.Drops.UnionWith([405, 1516]);
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        // The last one is not followed by anything.
        Assert.Equal(4, _device.Dials);
        Assert.Equal([405, 1516], Mute(answers));
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
        var refused = Assert.Single(answers, answer => answer.Absence is not null);
        Assert.Equal(expected, refused.Absence);
        Assert.Equal(RegisterOutcome.Refused, refused.Outcome);
        Assert.Equal(1, _device.Dials);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(404)]
    [InlineData(1000)]
    [InlineData(6000)]
    public async Task ReadAll_ConnectionClosedAtOne_AsksTwiceAndGoesOn(ushort address)
    {
        _device.Drops.Add(address);
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        var mute = Assert.Single(answers, answer => answer.Absence is not null);
        Assert.Equal((address, RegisterOutcome.Mute), (mute.Register.Address, mute.Outcome));
        Assert.Equal("does not answer on this firmware (the device closed the connection)", mute.Absence);
        Assert.Equal(2, _device.Requests.Count(request => request == $"read {address}"));
    }

    [Theory]
    [InlineData(230)]
    [InlineData(100)]
    [InlineData(1036)]
    public async Task ReadAll_SilentAtOne_AsksTwiceOnTheSameConnection(ushort address)
    {
        _device.Silent.Add(address);
        var (answers, fault) = await ReadAllAsync();
        Assert.Null(fault);
        Assert.Equal("does not answer on this firmware (no answer)", Assert.Single(answers, answer => answer.Absence is not null).Absence);
        Assert.Equal(2, _device.Requests.Count(request => request == $"read {address}"));
        Assert.Equal(1, _device.Dials);
    }

    [Fact]
    public async Task ReadAll_SilentOnce_IsReadAfterAll()
    {
        _device.Silent.Add(230);
        var slow = new SlowDialer(_device, _time, TimeSpan.Zero) { Before = request => _ = request == "read 405" && _device.Silent.Remove(230) };
        await using var survey = new Evc04Survey(slow, 255, _time);
        await survey.ConnectAsync(CancellationToken.None);
        var (answers, _) = await survey.ReadAllAsync(CancellationToken.None);
        Assert.All(answers, answer => Assert.Equal(RegisterOutcome.Answered, answer.Outcome));
    }

    [Fact]
    public async Task ReadAll_NotLetInAgain_SaysSoAndEnds()
    {
        _device.Drops.Add(1000);
        await using var survey = Survey();
        await survey.ConnectAsync(CancellationToken.None);
        _device.RefusesDials = true;
        var (answers, fault) = await PumpAsync(survey.ReadAllAsync(CancellationToken.None).AsTask());
        Assert.Equal("the connection was lost at register 1000 (the device closed the connection) and could not be opened again", fault);
        Assert.Equal("not read: the device closed the connection", answers.Single(answer => answer.Register.Address == 1000).Absence);
        Assert.Equal(("not read", RegisterOutcome.Unread), (answers[^1].Absence, answers[^1].Outcome));
        Assert.Equal(Evc04Registers.All.Length, answers.Length);
    }

    /// <summary>Not one register after the other for minutes: who is gone answers nothing.</summary>
    [Fact]
    public async Task ReadAll_SilentFromOneOnAndForGood_IsGone()
    {
        var slow = new SlowDialer(_device, _time, TimeSpan.FromSeconds(0.1))
        {
            Before = request => _ = request == "read 1000" && _device.Silent.Add(5004) && All(register => _device.Silent.Add(register.Address)),
        };
        await using var survey = new Evc04Survey(slow, 255, _time);
        await survey.ConnectAsync(CancellationToken.None);
        var (answers, fault) = await PumpAsync(survey.ReadAllAsync(CancellationToken.None).AsTask());
        Assert.StartsWith("the connection was lost at register 1000 (no answer)", fault, StringComparison.Ordinal);
        Assert.Equal("not read", answers[^1].Absence);
        // Those before it in the map, and the setpoint.
        Assert.Equal(9 + 1, answers.Count(answer => answer.Outcome == RegisterOutcome.Answered));
    }

    [Fact]
    public async Task ReadAll_AlmostAllMute_EndsInTimeAndSaysSo()
    {
        All(register => register == Evc04Registers.ChargingCurrent || _device.Silent.Add(register.Address));
        var slow = new SlowDialer(_device, _time, TimeSpan.FromSeconds(3.5));
        await using var survey = new Evc04Survey(slow, 255, _time);
        await survey.ConnectAsync(CancellationToken.None);
        var began = _time.GetTimestamp();
        var (answers, fault) = await survey.ReadAllAsync(CancellationToken.None);
        Assert.Equal("ended after 120 s, because too many registers do not answer", fault);
        Assert.InRange(_time.GetElapsedTime(began), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(128));
        Assert.Equal("not read: no answer", answers[0].Absence);
        Assert.Equal("not read", answers[^1].Absence);
    }

    [Fact]
    public async Task ReadAll_EachAnswer_IsTimed()
    {
        await using var survey = new Evc04Survey(new SlowDialer(_device, _time, TimeSpan.FromSeconds(0.25)), 255, _time);
        await survey.ConnectAsync(CancellationToken.None);
        var (answers, _) = await survey.ReadAllAsync(CancellationToken.None);
        Assert.All(answers, answer => Assert.Equal(TimeSpan.FromSeconds(0.25), answer.Took));
    }

    [Fact]
    public async Task ReadAll_ConnectionClosedAtTheSetpoint_Throws()
    {
        _device.Drops.Add(5004);
        await Assert.ThrowsAsync<ModbusLinkException>(ReadAllAsync);
    }

    [Fact]
    public async Task ReadAll_NoAnswerToTheSetpoint_ThrowsAfterTheSecondTime()
    {
        _device.Silent.Add(5004);
        await Assert.ThrowsAsync<ModbusSilenceException>(ReadAllAsync);
        Assert.Equal(["read 5004", "read 5004"], _device.Requests);
    }

    private static bool All(Func<Evc04Register, bool> what)
    {
        foreach (var register in Evc04Registers.All)
            what(register);
        return true;
    }

    private static IEnumerable<int> Mute(ImmutableArray<RegisterAnswer> answers) =>
        answers.Where(answer => answer.Outcome == RegisterOutcome.Mute).Select(answer => (int)answer.Register.Address);

    private Evc04Survey Survey() => new(_device, 255, _time);

    private async Task<(ImmutableArray<RegisterAnswer> Answers, string? Fault)> PumpAsync(Task<(ImmutableArray<RegisterAnswer> Answers, string? Fault)> reading)
    {
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await reading;
    }

    private async Task<(ImmutableArray<RegisterAnswer> Answers, string? Fault)> ReadAllAsync()
    {
        await using var survey = Survey();
        await survey.ConnectAsync(CancellationToken.None);
        return await survey.ReadAllAsync(CancellationToken.None);
    }
}
