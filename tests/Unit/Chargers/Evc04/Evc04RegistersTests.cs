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
    public void All_Registers_AreTheVendorsTable()
    {
        var table = Path.Combine(Repository.Root, "docs", "evc04-registers.csv");
        var expected = File.ReadLines(table).Skip(1)
            .Select(line => line.Split(','))
            .Select(row => $"{row[0]} {row[1]} {row[2]} {row[4].ToUpperInvariant().Replace("STRING", "TEXT", StringComparison.Ordinal)} {row[5]} {row[6]}");
        var ours = Evc04Registers.All
            .Select(r => $"{r.Name} {r.Address} {r.Count} {r.Type.ToString().ToUpperInvariant()} {r.Unit} {(byte)r.Function}");
        Assert.Equal(expected.Order(), ours.Order());
    }
}
