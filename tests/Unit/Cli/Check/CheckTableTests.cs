using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Cli.Check;

public sealed class CheckTableTests
{
    private static readonly CheckRow[] s_rows =
    [
        new("configuration", "read", true, "no faults in wallbox-mqtt.yaml"),
        new("broker", "TCP", true, "port 1883 is open"),
        new("broker", "login", false, "refused: NotAuthorized (0x87)", "set mqtt.user as the broker knows it"),
        new("charger garage", "failsafe", true, "32 A after 20 s; configured is 10 A after 20 s", "nothing: the service writes it"),
    ];

    [Fact]
    public void Lines_Steps_AreSnapshot() => Snapshot.Match("check.txt", Text(colours: false));

    [Fact]
    public void Lines_OnATerminal_AreTheSameInColours()
    {
        var coloured = Text(colours: true);
        Assert.Contains("\e[32mok     \e[0m", coloured, StringComparison.Ordinal);
        Assert.Contains("\e[31mFAILED \e[0m", coloured, StringComparison.Ordinal);
        Assert.Contains("\e[33mok, but\e[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(
            Text(colours: false),
            coloured.Replace("\e[32m", "", StringComparison.Ordinal).Replace("\e[31m", "", StringComparison.Ordinal)
                .Replace("\e[33m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_AllWell_SaySo() => Assert.Equal("all well: 2 of 2", CheckTable.Lines(s_rows[..2], colours: false).Last());

    [Fact]
    public void Json_Steps_IsSnapshot() => Snapshot.Match("check.json", CheckJson.Write(s_rows) + "\n");

    private static string Text(bool colours) => string.Join('\n', CheckTable.Lines(s_rows, colours)) + "\n";
}
