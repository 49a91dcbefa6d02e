using System.Buffers.Binary;
using System.Text;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Simulator;

public sealed class SimulatedEvc04Tests
{
    private readonly SimulatedWorld _world = new();
    private SimulatedEvc04 _box;

    public SimulatedEvc04Tests() => _box = new SimulatedEvc04(new SimulatedEvc04Options(), _world.Time);

    /// <summary>The vendor's map: first register, count, 3 where it can be written, otherwise 4.</summary>
    public static TheoryData<int, int, int> Map => new()
    {
        { 100, 25, 4 }, { 130, 50, 4 }, { 190, 10, 4 }, { 210, 5, 4 }, { 230, 50, 4 }, { 290, 2, 4 }, { 294, 2, 4 }, { 400, 2, 4 }, { 404, 1, 4 },
        { 1000, 1, 4 }, { 1001, 1, 4 }, { 1002, 1, 4 }, { 1004, 1, 4 }, { 1006, 2, 4 }, { 1008, 1, 4 }, { 1010, 1, 4 }, { 1012, 1, 4 },
        { 1014, 1, 4 }, { 1016, 1, 4 }, { 1018, 1, 4 }, { 1020, 2, 4 }, { 1024, 2, 4 }, { 1028, 2, 4 }, { 1032, 2, 4 }, { 1036, 2, 4 },
        { 1100, 1, 4 }, { 1102, 1, 4 }, { 1104, 1, 4 }, { 1106, 1, 4 }, { 1502, 2, 4 }, { 1504, 2, 4 }, { 1508, 2, 4 }, { 1512, 2, 4 },
        { 2000, 1, 3 }, { 2002, 1, 3 }, { 5004, 1, 3 }, { 6000, 1, 3 },
    };

    [Theory]
    [MemberData(nameof(Map))]
    public void Read_RegisterOfTheMap_AnswersToItsFunctionOnly(int address, int count, int function)
    {
        Assert.Equal(2 + (2 * count), Read(function, address, count).Length);
        Assert.Equal([(byte)((7 - function) | 0x80), 2], Read(7 - function, address, count));
    }

    [Theory]
    [InlineData(4, 1004, 3)]
    [InlineData(4, 1002, 2)]
    [InlineData(4, 99, 1)]
    [InlineData(4, 124, 2)]
    [InlineData(3, 405, 1)]
    [InlineData(4, 1516, 15)]
    [InlineData(3, 5004, 2)]
    public void Read_AcrossAGapOrBeside_IsException2(int function, int address, int count) =>
        Assert.Equal([(byte)(function | 0x80), 2], Read(function, address, count));

    [Theory]
    [InlineData("01 0000 0001", "8101")]
    [InlineData("10 138C 0001 02 0010", "9001")]
    [InlineData("04 0000", "8401")]
    [InlineData("04 03E8 0000", "8403")]
    [InlineData("04 03E8 007E", "8403")]
    public void Answer_OtherRequests_AreRefused(string request, string answer) => Assert.Equal(answer, Convert.ToHexString(Ask(request)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Write_Setpoint_Is0Or6To32(int amperes, bool accepted)
    {
        Assert.Equal(accepted, Write(5004, amperes));
        Assert.Equal(accepted ? amperes : 32, _box.Setpoint);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(404)]
    [InlineData(7000)]
    public void Write_ReadOnlyRegister_IsRefused(int address) => Assert.False(Write(address, 1));

    [Theory]
    [InlineData(false, "7310012345678901")]
    [InlineData(true, "7310012345678901")]
    public void Read_Text_InBothForms(bool wide, string expected)
    {
        _box = new SimulatedEvc04(new SimulatedEvc04Options { WideText = wide }, _world.Time);
        var words = Read(4, 100, 25)[2..];
        Assert.Equal(expected, Encoding.ASCII.GetString(words.Where(b => b != 0).ToArray()));
        Assert.Equal(wide ? 0 : (byte)'7', words[0]);
    }

    [Fact]
    public void Failsafe_NoSignOfLife_StrikesWithinTheTimeout()
    {
        Write(2000, 10);
        Write(2002, 20);
        Write(5004, 24);
        _box.MasterCame();
        var struck = 0;
        _box.FailsafeStruck += () => struck++;
        for (var i = 0; i < 10; i++)
        {
            _world.Advance(TimeSpan.FromSeconds(5));
            Write(6000, 1);
        }

        Assert.Equal((0, 24), (struck, _box.Setpoint));
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((1, 10, true), (struck, _box.OfferedCurrent, _box.InFailsafe));
        Write(5004, 16);
        Assert.Equal((16, false), (_box.OfferedCurrent, _box.InFailsafe));
    }

    [Fact]
    public void Failsafe_MasterGone_StrikesAfterTheTimeout()
    {
        Write(2000, 10);
        Write(5004, 24);
        _box.MasterCame();
        _box.MasterWent();
        _world.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(24, _box.OfferedCurrent);
        _world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, _box.OfferedCurrent);
    }

    [Fact]
    public void AcceptsMaster_AfterADrop_RefusesWhileTheTimeoutRuns()
    {
        _box = new SimulatedEvc04(new SimulatedEvc04Options { RefusesAfterDrop = true }, _world.Time);
        Assert.True(_box.AcceptsMaster);
        _box.MasterCame();
        Assert.False(_box.AcceptsMaster);
        _box.MasterWent();
        _world.Advance(TimeSpan.FromSeconds(19));
        Assert.False(_box.AcceptsMaster);
        _world.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_box.AcceptsMaster);
    }

    [Fact]
    public void ReadBack_ZeroWithoutVehicle_IsSixAfterAMinute()
    {
        _box = new SimulatedEvc04(new SimulatedEvc04Options { ZeroReadsBackAsSix = true }, _world.Time);
        Write(5004, 0);
        Assert.Equal(0, Number(3, 5004, 1));
        _world.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(6, Number(3, 5004, 1));
        _box.PlugIn(new SimulatedCar());
        Assert.Equal(0, Number(3, 5004, 1));
    }

    [Fact]
    public void Car_Offered_StartsAfterAWhileFollowsDownAndIsMetered()
    {
        Assert.Equal(0, Number(4, 1000, 1));
        Write(5004, 16);
        _box.PlugIn(new SimulatedCar());
        _world.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal((1, 0), (Number(4, 1000, 1), Number(4, 1001, 1)));
        _world.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal((2, 1, 16_000, 3 * 16 * 231), (Number(4, 1000, 1), Number(4, 1001, 1), Number(4, 1012, 1), (int)_box.DrawnPower));

        _world.Advance(TimeSpan.FromHours(1));
        Assert.InRange(Number(4, 1502, 2), 11_050, 11_150);
        Assert.InRange(Number(4, 1036, 2), 12_345 + 110, 12_345 + 112);
        Assert.Equal(3620, Number(4, 1508, 2));

        Write(5004, 6);
        _world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(6000, Number(4, 1008, 1));
        Write(5004, 0);
        _world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((3, 0, 50), (Number(4, 1000, 1), Number(4, 1001, 1), Number(4, 1008, 1)));
        _box.Unplug();
        Assert.Equal((0, 0), (Number(4, 1000, 1), Number(4, 1004, 1)));
    }

    [Fact]
    public void Car_Full_SuspendsItself()
    {
        _box.PlugIn(new SimulatedCar { Wants = 1000 });
        _world.Advance(TimeSpan.FromMinutes(10));
        Assert.True(_box.DrawnPower > 0);
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(4, Number(4, 1000, 1));
        Assert.Equal(4, _box.DrawnPower);
    }

    [Fact]
    public void Car_OnOnePhase_DrawsOnOne()
    {
        _box.PlugIn(new SimulatedCar { Phases = 1, MaxCurrent = 16 });
        _world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((16_000, 50, 16 * 230), (Number(4, 1008, 1), Number(4, 1010, 1), Number(4, 1020, 2)));
    }

    private byte[] Read(int function, int address, int count) => Ask($"{function:X2} {address:X4} {count:X4}");

    private bool Write(int address, int value) => Ask($"06 {address:X4} {value:X4}").Length == 5;

    private int Number(int function, int address, int count)
    {
        var words = Read(function, address, count).AsSpan(2);
        return count == 1 ? BinaryPrimitives.ReadUInt16BigEndian(words) : BinaryPrimitives.ReadInt32BigEndian(words);
    }

    private byte[] Ask(string hex)
    {
        var reply = new byte[253];
        return reply[.._box.Answer(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), reply)];
    }
}
