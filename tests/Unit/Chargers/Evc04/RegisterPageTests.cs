using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

/// <summary>docs/registers.md holds the map as it is in the code. With <c>WALLBOX_WRITE_SNAPSHOTS=1</c> it is written.</summary>
public sealed class RegisterPageTests
{
    private const string Begin = "<!-- map: written by a test -->\n";
    private const string End = "<!-- end of map -->";

    [Fact]
    public void Page_Map_IsThatOfTheCode()
    {
        var path = Path.Combine(Repository.Root, "docs", "registers.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var table = string.Join('\n', ["| address | name | access | unit | what it says |", "| --- | --- | --- | --- | --- |", .. Evc04Registers.All.Select(Row), ""]);
        if (Environment.GetEnvironmentVariable("WALLBOX_WRITE_SNAPSHOTS") == "1")
        {
            page = string.Concat(page.AsSpan(0, begin), table, page.AsSpan(end));
            File.WriteAllText(path, page);
            end = begin + table.Length;
        }

        Assert.Equal(table, page[begin..end]);
        Assert.All(Evc04Registers.All, register => Assert.NotEmpty(register.Meaning));
    }

    private static string Row(Evc04Register register)
    {
        var address = register.Count == 1 ? $"{register.Address}" : $"{register.Address}-{register.Address + register.Count - 1}";
        var words = register.Words.Select((word, number) => $"{number}: {word}");
        var zero = register.ZeroMeans is { } meaning ? $"; 0: {meaning}" : "";
        var meanings = register.Words.IsEmpty ? zero : $"; {string.Join(" · ", words)}";
        return $"| {address} | {register.Name} | {(register.Writable ? "R/W" : "R")} | {register.Unit ?? (register.Type == RegisterType.Text ? "text" : "")} | {register.Meaning}{meanings} |";
    }
}
