using WallboxMqtt.Balancer.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Chargers.Evc04;

public sealed class Evc04RegistersTests
{
    [Fact]
    public void All_Registers_DoNotOverlap()
    {
        var sorted = Evc04Registers.All.OrderBy(register => register.Address).ToArray();
        for (var i = 1; i < sorted.Length; i++)
            Assert.True(sorted[i - 1].Address + sorted[i - 1].Count <= sorted[i].Address, sorted[i].Name);
        Assert.Equal((37, 2), (sorted.Count(register => !register.Optional), sorted.Count(register => register.Optional)));
    }

    [Fact]
    public void Of_Steering_JoinsAdjacentRegistersAndNoOthers() =>
        Assert.Equal(
            ["4:1000+3", "4:1006+3", "4:1010+1", "4:1012+1", "3:5004+1"],
            RegisterBlock.Of(Evc04Registers.All.Where(register => register.Pace == ReadPace.Steering))
                .Select(block => $"{(byte)block.Function}:{block.Address}+{block.Count}"));

    [Fact]
    public void Of_Display_JoinsAdjacentRegistersAndNoOthers() =>
        Assert.Equal(
            ["1004+1", "1014+1", "1016+1", "1018+1", "1020+2", "1024+2", "1028+2", "1032+2", "1036+2", "1502+4", "1508+2"],
            RegisterBlock.Of(Evc04Registers.All.Where(register => register.Pace == ReadPace.Display))
                .Select(block => $"{block.Address}+{block.Count}"));

    /// <summary>The vendor's table as data, where the developers have it.</summary>
    [Fact]
    public void All_Registers_AreTheVendorsTable()
    {
        var table = Path.Combine(Repository.Root, "..", "shared", "evc04-registers.csv");
        Assert.SkipUnless(File.Exists(table), "the vendor's table is not on this machine");
        var expected = File.ReadLines(table).Skip(1)
            .Select(line => line.Split(','))
            .Select(row => $"{row[0]} {row[1]} {row[2]} {row[4].ToUpperInvariant().Replace("STRING", "TEXT", StringComparison.Ordinal)} {row[5]} {row[6]}");
        var ours = Evc04Registers.All
            .Select(r => $"{r.Name} {r.Address} {r.Count} {r.Type.ToString().ToUpperInvariant()} {r.Unit} {(byte)r.Function}");
        Assert.Equal(expected.Order(), ours.Order());
    }
}
