using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04ChargerTests
{
    private const ushort Failsafe = 2000;
    private const ushort Timeout = 2002;
    private const ushort Alive = 6000;
    private readonly FakeTimeProvider _time = new();
    private readonly RegisterDevice _box = new();
    private readonly BoxMemory _memory = new();
    private Evc04Charger _charger;

    public Evc04ChargerTests()
    {
        _charger = New();
        (_box.Registers[Failsafe], _box.Registers[Timeout]) = (10, 20);
        (_box.Registers[1004], _box.Registers[1014], _box.Registers[1102], _box.Registers[1104]) = (3, 230, 6, 32);
        _box.Text(100, "SERIAL-1");
        _box.Text(230, "v1");
    }

    [Fact]
    public async Task Connect_AsksForNothingButTheSetpoint()
    {
        await _charger.ConnectAsync(default);
        Assert.Equal(["read 5004"], _box.Requests);
        await FailsafeAsync();
        Assert.Equal(["read 5004", "2000 = 10", "2002 = 20"], _box.Requests);
        Assert.Null(_charger.Identity);
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
        Assert.Equal(amperes, await _charger.ReadSetpointAsync(default));
    }

    [Fact]
    public async Task Setpoint_UnknownOnANewConnection_IsNotThatOfBefore()
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
    public async Task Failsafe_Acknowledged_IsKnown()
    {
        (_box.Registers[Failsafe], _box.Registers[Timeout]) = (32, 0);
        await ConnectAsync();
        Assert.Equal((10, 20), (_box.Registers[Failsafe], _box.Registers[Timeout]));
        Assert.Equal(new FailsafeReport(new Amperes(10), TimeSpan.FromSeconds(20), null), _charger.Failsafe);
    }

    [Fact]
    public async Task Failsafe_WriteNotHeeded_IsAFaultAndNotWrittenForEver()
    {
        _box.Registers[Failsafe] = 32;
        _box.Ignores.Add(Failsafe);
        await ConnectAsync();
        await RoundsAsync(60);
        Assert.Equal(32, _charger.Failsafe.Current!.Value.Value);
        Assert.Equal("its failsafe current (register 2000) cannot be set to 10 A: it acknowledges the write and keeps 32; it is 32 A", _charger.Failsafe.Fault);
        Assert.Equal(3, _box.Requests.Count(request => request == "2000 = 10"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failsafe_OneFigureDoesNotHold_TheNextIsWrittenAtOnce(bool acknowledges)
    {
        _box.Registers[Failsafe] = 32;
        if (acknowledges)
            _box.Ignores.Add(Failsafe);
        else
            _box.RefusesWrites[(Failsafe, 10)] = 6;
        await ConnectAsync();
        await RoundsAsync(60);
        _box.Ignores.Clear();
        await FailsafeAsync(8);
        Assert.Equal((8, null), (_box.Registers[Failsafe], _charger.Failsafe.Fault));
    }

    [Fact]
    public async Task Failsafe_NotToBeWritten_IsReadAndReportedAlone()
    {
        _box.Registers[Failsafe] = 32;
        _charger = New(new Evc04Options { WriteFailsafe = false });
        await ConnectAsync();
        Assert.Equal(FailsafeReport.Unknown, _charger.Failsafe);
        await RoundsAsync(3);
        Assert.Equal(32, _charger.Failsafe.Current!.Value.Value);
        Assert.Equal("failsafe is 32 A after 20 s, configured is 10 A after 20 s", _charger.Failsafe.Fault);
        Assert.DoesNotContain(_box.Requests, request => request.Contains('=', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failsafe_ChangedBySomethingElseLater_IsSetRight()
    {
        await ConnectAsync();
        _box.Registers[Failsafe] = 32;
        await RoundsAsync(40);
        Assert.Equal(10, _box.Registers[Failsafe]);
        Assert.Null(_charger.Failsafe.Fault);
    }

    [Fact]
    public async Task Failsafe_ZeroRefused_GetsTheLeastThatIsTakenAndSaysSo()
    {
        _box.RefusesWrites[(Failsafe, 0)] = 3;
        await ConnectAsync();
        await FailsafeAsync(0);
        Assert.Equal((6, "it refuses a failsafe current of 0 A: 6 A is set. Without control it charges with that"), (_box.Registers[Failsafe], _charger.Failsafe.Fault));
        await FailsafeAsync(10);
        Assert.Equal((10, null), (_box.Registers[Failsafe], _charger.Failsafe.Fault));
    }

    [Theory]
    [InlineData(Failsafe)]
    [InlineData(Timeout)]
    public async Task Failsafe_Refused_IsUnknownAndAFaultAndNothingElse(ushort register)
    {
        _box.Refuses[register] = 2;
        await ConnectAsync();
        await RoundsAsync(5);
        Assert.Contains($"register {register}", _charger.Failsafe.Fault, StringComparison.Ordinal);
        Assert.Equal(register == Failsafe, _charger.Failsafe.Current is null);
        Assert.Equal(register == Timeout, _charger.Failsafe.Timeout is null);
    }

    [Theory]
    [InlineData(Failsafe)]
    [InlineData(Timeout)]
    public async Task Failsafe_WriteEndsTheConnection_IsLeftOutAfterTheSecondTimeOverRestarts(ushort register)
    {
        _box.Drops.Add(register);
        for (var connection = 0; connection < 2; connection++)
        {
            await _charger.ConnectAsync(default);
            if (connection > 0)
                await _charger.WriteSetpointAsync(16, default);
            await Assert.ThrowsAsync<ChargerException>(() => FailsafeAsync());
            _time.Advance(TimeSpan.FromSeconds(6));
        }

        await ConnectAsync();
        Assert.NotNull(_charger.Failsafe.Fault);
        _charger = New();
        _box.Requests.Clear();
        await ConnectAsync();
        Assert.DoesNotContain($"{register} = {_box.Registers[register]}", _box.Requests);
    }

    [Fact]
    public async Task Failsafe_TakenBeforeAndLostOnTheLineForLong_IsWrittenAMinuteAfterIt()
    {
        await ConnectAsync();
        _box.Drops.Add(Failsafe);
        for (var connection = 0; connection < 40; connection++)
        {
            await _charger.ConnectAsync(default);
            await Record.ExceptionAsync(() => FailsafeAsync(8));
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        _box.Drops.Clear();
        _box.Requests.Clear();
        await _charger.ConnectAsync(default);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _charger.WriteSetpointAsync(16, default);
        await FailsafeAsync(8);
        Assert.Equal((8, null), (_box.Registers[Failsafe], _charger.Failsafe.Fault));
    }

    [Fact]
    public async Task Failsafe_NoWriteWorksAtAll_IsNotBlamedForIt()
    {
        _box.Drops.Add(Failsafe);
        for (var connection = 0; connection < 10; connection++)
        {
            await _charger.ConnectAsync(default);
            await Record.ExceptionAsync(() => FailsafeAsync());
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        _box.Drops.Clear();
        await _charger.ConnectAsync(default);
        await _charger.WriteSetpointAsync(16, default);
        _time.Advance(TimeSpan.FromMinutes(10));
        await FailsafeAsync();
        Assert.Equal((10, null), (_box.Registers[Failsafe], _charger.Failsafe.Fault));
        Assert.Empty(_memory.Of("registers")!.LeftOutWrites);
    }

    [Fact]
    public async Task Texts_KnownFromBefore_StayUntilReadAgain()
    {
        await ConnectAsync();
        await RoundsAsync(40);
        Assert.Equal("v1", _charger.Identity!.Firmware);
        _box.Text(230, "v2");
        await _charger.DisconnectAsync();
        Assert.False(_charger.IsOpen);
        await ConnectAsync();
        Assert.Equal("v1", _charger.Identity.Firmware);
        await RoundsAsync(40);
        Assert.Equal("v2", _charger.Identity.Firmware);
    }

    [Fact]
    public async Task Round_ReadsWhatThePolicyUsesTheClockAndOneBlockMore()
    {
        _box.RefusesReads = (_, count) => count > 2 && count < 5 || count > 30;
        await ConnectAsync();
        _box.Requests.Clear();
        await RoundAsync();
        Assert.Equal(
            ["read 1000", "read 1001", "read 1004", "read 1008", "read 1010", "read 1012", "read 1014", "read 1016", "read 1018", "read 1020", "read 2000", "read 294"],
            _box.Requests.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Box_TakesOneReadOfAll_IsReadSoAndAfterARestartAtOnce()
    {
        await ConnectAsync();
        await RoundsAsync(30);
        _box.Requests.Clear();
        await RoundAsync();
        Assert.Contains("read 1000+38", _box.Requests);
        Assert.InRange(_box.Requests.Count, 1, 2);
        _charger = New();
        await ConnectAsync();
        _box.Requests.Clear();
        await RoundAsync();
        Assert.Contains("read 1000+38", _box.Requests);
        Assert.NotNull(_charger.Reading.Voltage.L1);
    }

    [Fact]
    public async Task Box_RefusesAJoinedRead_IsAskedForItsRowsInTheSameRound()
    {
        _box.RefusesReads = (address, count) => count > 3 && address is >= 1000 and < 1100;
        await ConnectAsync();
        var trials = 0;
        for (var round = 0; round < 30; round++)
        {
            _box.Requests.Clear();
            await RoundsAsync(1);
            Assert.Contains("read 1004", _box.Requests);
            trials += _box.Requests.Count(request => request == "read 1000+38");
        }

        Assert.Equal(1, trials);
    }

    [Fact]
    public async Task Box_RefusesReadsAcrossGaps_JoinsAdjacentRowsOnly()
    {
        _box.RefusesReads = (address, count) => count > 3 && address is >= 1000 and < 1100;
        await ConnectAsync();
        await RoundsAsync(30);
        _box.Requests.Clear();
        await RoundAsync();
        Assert.Contains("read 1000+3", _box.Requests);
        Assert.DoesNotContain("read 1000+38", _box.Requests);
    }

    [Fact]
    public async Task Box_RefusesEveryJoinedRead_IsReadRowByRow()
    {
        _box.RefusesReads = (address, count) => address is >= 1000 and < 1100 && (count > 2 || (address == 1000 && count > 1));
        await ConnectAsync();
        await RoundsAsync(30);
        Assert.NotNull(_charger.Reading.Power);
        Assert.NotNull(_charger.Reading.FaultCode);
        _box.Requests.Clear();
        await RoundsAsync(60);
        Assert.DoesNotContain(_box.Requests, request => request.Contains("read 10", StringComparison.Ordinal) && request.Contains('+', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Box_AnswersAcrossGapsWithSomethingElse_IsNotBelieved()
    {
        _box.RefusesReads = (address, count) => count > 30 && Shift();
        await ConnectAsync();
        await RoundsAsync(30);
        Assert.Equal((true, 230.0), (_charger.Reading.Vehicle, _charger.Reading.Voltage.L1!.Value.Value));

        // Without the gaps between them: what stands at 1004 is what was asked for at 1003.
        bool Shift()
        {
            _box.Registers[1004] = 0;
            _box.Restore = () => _box.Registers[1004] = 3;
            return false;
        }
    }

    [Fact]
    public async Task LongRegister_RefusedAsTwo_IsReadWordByWord()
    {
        _box.RefusesReads = (address, count) => count == 2 && address is 1006 or 1020 or 1036 && count == 2;
        (_box.Registers[1006], _box.Registers[1021], _box.Registers[1036], _box.Registers[1037]) = (7, 11_000, 1, 2);
        await ConnectAsync();
        await RoundsAsync(40);
        Assert.Equal((7u, 11_000d, 6_553_800d), (_charger.Reading.FaultCode, _charger.Reading.Power!.Value.Value, _charger.Reading.EnergyTotal!.Value.Value));
    }

    [Theory]
    [InlineData(1020, 6)]
    [InlineData(1021, 6)]
    [InlineData(1020, 9)]
    [InlineData(1036, 2)]
    [InlineData(1037, 4)]
    public async Task LongRegister_AWordIsRefusedToo_IsAskedForOnceARound(ushort word, byte code)
    {
        _box.RefusesReads = (address, count) => count == 2 && address is 1020 or 1036;
        await ConnectAsync();
        await RoundsAsync(20);
        _box.Refuses[word] = code;
        await RoundsAsync(20);
        Assert.InRange(_box.Requests.Count(request => request == $"read {word}+1"), 1, 40);
    }

    [Theory]
    [InlineData(230)]
    [InlineData(1036)]
    [InlineData(1004)]
    [InlineData(404)]
    public async Task Register_NeverAnswers_IsLeftOutAfterTheSecondTimeAndSoAreReconnectsAndRestarts(ushort register)
    {
        _box.Silent.Add(register);
        await ConnectAsync();
        await RoundsAsync(120);
        Assert.Equal(2, _box.Requests.Count(request => request == $"read {register}"));
        Assert.Equal([register], _charger.Gaps.LeftOut);
        await _charger.DisconnectAsync();
        _charger = New();
        Assert.Equal([register], _charger.Gaps.LeftOut);
        await ConnectAsync();
        await RoundsAsync(60);
        Assert.Equal(2, _box.Requests.Count(request => request == $"read {register}"));

        // After an hour it is asked for once, then after a day.
        _time.Advance(TimeSpan.FromHours(1));
        await RoundsAsync(60);
        Assert.Equal(4, _box.Requests.Count(request => request == $"read {register}"));
        _time.Advance(TimeSpan.FromHours(12));
        await RoundsAsync(60);
        Assert.Equal(4, _box.Requests.Count(request => request == $"read {register}"));
        Assert.NotNull(_charger.Reading.Voltage.L1);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(1000)]
    [InlineData(1502)]
    public async Task Register_EndsTheConnection_IsLeftOutAfterTheSecondTime(ushort register)
    {
        _box.Drops.Add(register);
        var connections = 0;
        for (var seconds = 0; seconds < 120; seconds++)
        {
            try
            {
                if (!_charger.IsOpen)
                {
                    await ConnectAsync();
                    connections++;
                }

                await RoundsAsync(1);
            }
            catch (ChargerException lost) when (lost.Failure == ChargerFailure.Lost)
            {
                await _charger.DisconnectAsync();
            }
        }

        Assert.Equal(2, _box.Requests.Count(request => request == $"read {register}"));
        Assert.Equal(3, connections);
        Assert.NotNull(_charger.Reading.Voltage.L1);
    }

    [Fact]
    public async Task Gaps_RefusedRegisters_AreNamedUntilTheyAnswer()
    {
        Assert.Same(RegisterGaps.None, _charger.Gaps);
        (_box.Refuses[1502], _box.Refuses[1036], _box.Refuses[1037]) = (2, 2, 2);
        await ConnectAsync();
        await RoundsAsync(60);
        Assert.Equal([1036, 1502], _charger.Gaps.Refused.Select(address => (int)address).Order());
        Assert.Empty(_charger.Gaps.LeftOut);
        _box.Refuses.Clear();
        await RoundsAsync(600);
        Assert.Same(RegisterGaps.None, _charger.Gaps);
    }

    [Fact]
    public async Task AnotherBoxAtTheSameAddress_IsLearntAnew()
    {
        _box.Silent.Add(404);
        await ConnectAsync();
        await RoundsAsync(60);
        Assert.Single(_memory.Of("registers")!.LeftOut);
        _box.Silent.Clear();
        _box.Text(100, "SERIAL-2");
        await _charger.DisconnectAsync();
        await ConnectAsync();
        await RoundsAsync(60);
        Assert.Empty(_memory.Of("registers")!.LeftOut);
        Assert.Equal(("SERIAL-2", 1), (_charger.Identity!.Serial, _charger.Identity.Phases));
    }

    [Fact]
    public async Task SerialNumber_DamagedInOneAnswer_IsNoOtherBox()
    {
        _box.Silent.Add(404);
        await ConnectAsync();
        await RoundsAsync(60);
        await _charger.DisconnectAsync();
        await ConnectAsync();
        _box.Text(100, "SERIA1-1");
        for (var round = 0; round < 60 && _box.Requests[^1] != "read 100"; round++)
            await ReadUntilAsync("read 100");
        _box.Text(100, "SERIAL-1");
        await RoundsAsync(60);
        Assert.Single(_memory.Of("registers")!.LeftOut);
        Assert.Equal("SERIAL-1", _charger.Identity!.Serial);
    }

    [Fact]
    public async Task Values_BoxStopsAnsweringForThem_AreUnknownSoon()
    {
        _box.Registers[1021] = 11_000;
        await ConnectAsync();
        await RoundsAsync(10);
        Assert.Equal(11_000, _charger.Reading.Power!.Value.Value);
        _box.Refuses[1000] = 6;
        _box.Refuses[1020] = 6;
        await RoundsAsync(20);
        Assert.Null(_charger.Reading.Power);
    }

    [Fact]
    public async Task Box_StandsStill_IsNoticedWithinAMinuteAndItsValuesAreUnknown()
    {
        await ConnectAsync();
        for (var second = 0; second < 60; second++)
        {
            _box.Registers[295] = (ushort)(second + 1);
            await RoundsAsync(1);
        }

        Assert.False(_charger.IsFrozen);
        Assert.NotNull(_charger.Reading.Voltage.L1);
        await RoundsAsync(60);
        Assert.True(_charger.IsFrozen);
        Assert.Equal(new ChargerReading { SetpointReadBack = _charger.Reading.SetpointReadBack, MinCurrent = new Amperes(6), MaxCurrent = new Amperes(32) }, _charger.Reading);
        await _charger.DisconnectAsync();
        await ConnectAsync();
        Assert.True(_charger.IsFrozen);
        await RoundsAsync(5);
        _box.Registers[295]++;
        await RoundsAsync(12);
        Assert.False(_charger.IsFrozen);
        Assert.NotNull(_charger.Reading.Voltage.L1);
    }

    [Fact]
    public async Task Box_WhoseClockNeverMoved_IsNotFrozen()
    {
        await ConnectAsync();
        await RoundsAsync(300);
        Assert.False(_charger.IsFrozen);
    }

    [Fact]
    public void Memory_WrittenAndRead_IsTheSame()
    {
        _memory.Keep("tcp://192.0.2.8:502", new BoxHabits
        {
            Serial = "1",
            Joins = JoinLevel.Adjacent,
            FailedJoins = new Dictionary<JoinLevel, SetbackState> { [JoinLevel.Wide] = new SetbackState(1, 3600) },
            LeftOut = new Dictionary<ushort, SetbackState> { [230] = new SetbackState(2, 86_400) },
            LeftOutWrites = new Dictionary<ushort, SetbackState> { [2000] = new SetbackState(1, 0) },
            Halved = [1020],
            FailsafeCurrent = 10,
        });
        var written = BoxMemoryJson.Write(_memory.All);
        Assert.Equal(written, BoxMemoryJson.Write(System.Collections.Immutable.ImmutableDictionary.CreateRange(BoxMemoryJson.Read(written))));
        Assert.Contains("\"230\":{\"times\":2,\"seconds\":86400}", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"a\":null}")]
    [InlineData("{\"a\":{\"leftOut\":null}}")]
    [InlineData("{\"a\":{\"leftOut\":{\"230\":null}}}")]
    [InlineData("{\"a\":{\"leftOut\":{\"230\":{\"times\":1,\"seconds\":1e9}}}}")]
    public void Memory_Damaged_IsRefused(string json) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => BoxMemoryJson.Read(System.Text.Encoding.UTF8.GetBytes(json)));

    private Evc04Charger New(Evc04Options? options = null) => new(_box, options ?? new Evc04Options(), _time, _memory);

    private async Task ConnectAsync()
    {
        await _charger.ConnectAsync(default);
        await FailsafeAsync();
    }

    private async Task FailsafeAsync(int amperes = 10)
    {
        for (var writes = 0; await _charger.EnsureFailsafeAsync(amperes, default); writes++)
            Assert.True(writes < 10, "the failsafe is written for ever");
    }

    // A round a second, as the control loop makes them.
    private async Task RoundsAsync(int count)
    {
        for (var round = 0; round < count; round++)
        {
            await RoundAsync();
            await FailsafeAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task ReadUntilAsync(string request)
    {
        _charger.BeginReads();
        while (await _charger.ReadNextAsync(default) && _box.Requests[^1] != request)
        {
        }

        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task RoundAsync()
    {
        _charger.BeginReads();
        for (var reads = 0; await _charger.ReadNextAsync(default); reads++)
            Assert.True(reads < 60, "the reads of a round do not end");
    }
}
