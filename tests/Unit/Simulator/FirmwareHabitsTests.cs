using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Simulator;

/// <summary>Habits of some firmware, each switched on by itself.</summary>
public sealed class FirmwareHabitsTests
{
    private readonly SimulatedTime _time = new();

    [Fact]
    public void Read_RefusedRegister_IsAnsweredWithException2AlsoWhereItIsJoined()
    {
        using var box = Box(new() { Refuses = [1002] });
        Assert.Equal("8402", Answer(box, "0403EA0001"));
        Assert.Equal("8402", Answer(box, "0403E80003"));
        Assert.Equal("04020000", Answer(box, "0403E80001"));
    }

    [Fact]
    public void Write_RefusedRegister_IsAnsweredWithException2()
    {
        using var box = Box(new() { Refuses = [2000] });
        Assert.Equal("8602", Answer(box, "0607D0000A"));
        Assert.Equal(32, box.FailsafeCurrent);
    }

    [Fact]
    public void Read_SilentRegister_GetsNoAnswer()
    {
        using var box = Box(new() { Silences = [230] });
        Assert.Equal("", Answer(box, "0400E60032"));
    }

    [Fact]
    public void Read_ClosingRegister_HangsUpWithoutAFailsafe()
    {
        using var box = Box(new() { Closes = [404] });
        var hungUp = 0;
        box.HungUp += () => hungUp++;
        Assert.Equal("", Answer(box, "0401940001"));
        Assert.Equal((1, 0), (hungUp, box.FailsafeCount));
    }

    [Fact]
    public void Read_TwoRows_IsRefusedByStrictFirmware()
    {
        using var box = Box(new() { RefusesJoinedReads = true });
        Assert.Equal("8402", Answer(box, "0403E80002"));
        Assert.Equal("040400000000", Answer(box, "0403EE0002"));
    }

    [Fact]
    public void Write_SetpointAboveItsOwnLimit_IsTakenAndHeldDown()
    {
        using var box = Box(new() { OwnLimit = 13 });
        Assert.Equal("06138C0010", Answer(box, "06138C0010"));
        Assert.Equal((13, 13), (box.Setpoint, box.OfferedCurrent));
        Assert.Equal("0302000D", Answer(box, "03138C0001"));
    }

    [Fact]
    public void Freeze_EveryRegister_StandsStillUntilTheMasterGoes()
    {
        using var box = Box(new());
        box.MasterCame();
        Answer(box, "06138C0010");
        box.Freeze();
        Answer(box, "06138C000A");
        Assert.Equal("03020010", Answer(box, "03138C0001"));
        Assert.Equal(10, box.OfferedCurrent);
        box.MasterWent();
        box.MasterCame();
        Assert.Equal("0302000A", Answer(box, "03138C0001"));
    }

    private SimulatedEvc04 Box(SimulatedEvc04Options options) => new(options, _time);

    private static string Answer(SimulatedEvc04 box, string request)
    {
        var reply = new byte[253];
        return Convert.ToHexString(reply.AsSpan(0, box.Answer(Convert.FromHexString(request), reply)));
    }
}
