using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Traces;
namespace WallboxMqtt.Tests.Unit.Traces;
public sealed class ScratchTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("slow-600-ms")]
    [InlineData("frozen")]
    public void Print(string name)
    {
        var path = Path.Combine(Repository.Root, "tests", "Traces", name + ".trace");
        var trace = TraceReader.ReadFile(path, out _)!;
        using var house = new ReplayedHouse(trace);
        house.Requests = (text) => output.WriteLine($"{house.World.Time.Now / 1e7:0.000} {text}");
        house.Start();
        house.Advance(name == "frozen" ? 100 : 130);
    }
}
