using WallboxMqtt.Lcd.Drawing;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Tests.Unit.Lcd.Screens;

public sealed class MainScreenTests
{
    private static readonly MainView s_chargingWithSun = new()
    {
        AllowanceWatts = 16_640,
        CapWatts = 11_040,
        PvWatts = 5600,
        DrawnWatts = 15_870,
        Mode = "PV boost",
        State = "charging",
        SessionKilowattHours = 12.43,
        Time = new TimeOnly(14, 32),
        Status = "24 A",
    };

    private static readonly MainView s_unknown = new()
    {
        AllowanceWatts = 11_040,
        CapWatts = 11_040,
        Mode = "PV boost",
        State = "offline",
        Time = new TimeOnly(6, 7),
        Status = "charger does not answer",
    };

    public static TheoryData<string> Cases => [.. Views.Keys];

    private static Dictionary<string, MainView> Views { get; } = new(StringComparer.Ordinal)
    {
        ["charging-with-sun"] = s_chargingWithSun,
        ["night-at-cap"] = s_chargingWithSun with
        {
            AllowanceWatts = 11_040,
            PvWatts = 0,
            DrawnWatts = 10_980,
            SessionKilowattHours = 31.2,
            Time = new TimeOnly(23, 5),
            Status = "16 A · Nacht",
        },
        ["off"] = s_chargingWithSun with
        {
            AllowanceWatts = 0,
            PvWatts = 3200,
            DrawnWatts = 0,
            Mode = "Off",
            State = "suspended",
            SessionKilowattHours = 4.1,
            Time = new TimeOnly(9, 0),
            Status = "",
        },
        ["no-charger"] = s_unknown,
        ["cloud-edge"] = s_chargingWithSun with { AllowanceWatts = 11_160, PvWatts = 120, Status = "car follows" },
        ["large-values"] = s_chargingWithSun with
        {
            AllowanceWatts = 124_640,
            CapWatts = 43_000,
            PvWatts = 81_640,
            DrawnWatts = 130_000,
            Mode = "Fixed 43 kW on three phases",
            State = "suspended-evse",
            SessionKilowattHours = 1234.5,
            Time = new TimeOnly(23, 59),
            Status = "more than the display has room for",
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void MainScreen_View_LooksAsOnTheSnapshot(string name)
    {
        var canvas = new Canvas(MainScreen.Width, MainScreen.Height);
        MainScreen.Draw(canvas, Views[name]);
        Snapshot.Matches(canvas, $"main-{name}");
    }

    [Fact]
    public void MainScreen_DrawnTwice_DependsOnTheViewAlone()
    {
        var fresh = new Canvas(MainScreen.Width, MainScreen.Height);
        MainScreen.Draw(fresh, s_unknown);
        var used = new Canvas(MainScreen.Width, MainScreen.Height);
        MainScreen.Draw(used, s_chargingWithSun);
        MainScreen.Draw(used, s_unknown);
        Assert.True(fresh.Pixels.SequenceEqual(used.Pixels));
    }

    [Fact]
    public void MainScreen_Draw_AllocatesNothing()
    {
        var canvas = new Canvas(MainScreen.Width, MainScreen.Height);
        MainScreen.Draw(canvas, s_chargingWithSun);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MainScreen.Draw(canvas, s_chargingWithSun);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(-5000.0)]
    public void MainScreen_AbsurdNumbers_AreSurvived(double value)
    {
        var canvas = new Canvas(MainScreen.Width, MainScreen.Height);
        MainScreen.Draw(canvas, s_chargingWithSun with { AllowanceWatts = value, CapWatts = value, PvWatts = value, DrawnWatts = value, SessionKilowattHours = value });
        Assert.NotEqual(default, canvas.Pixels.ToArray().Max());
    }
}
