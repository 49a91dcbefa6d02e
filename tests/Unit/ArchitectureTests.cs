using System.Reflection;
using WallboxMqtt.Balancer.Control;

namespace WallboxMqtt.Tests.Unit;

public sealed class ArchitectureTests
{
    [Fact]
    public void Balancer_References_NoBrokerWebDisplayOrAnythingOfOurs() =>
        OnlyReferences(typeof(ChargerLoop).Assembly, "System.", "Microsoft.Extensions.Logging.Abstractions");

    [Fact]
    public void Simulator_References_NothingOfOurs() =>
        OnlyReferences(Assembly.Load("WallboxMqtt.Simulator"), "System.", "Microsoft.Extensions.Logging.Abstractions");

    [Fact]
    public void Lcd_References_OnlyThePinsAndSpi() =>
        OnlyReferences(Assembly.Load("WallboxMqtt.Lcd"), "System.");

    [Fact]
    public void Sources_SystemsClock_IsBehindOneOfOurOwn()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToArray();
        Assert.True(files.Length > 100);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("TimeProvider.System", StringComparison.Ordinal));
    }

    private static void OnlyReferences(Assembly assembly, params string[] allowed) =>
        Assert.All(
            assembly.GetReferencedAssemblies().Select(reference => reference.Name!),
            name => Assert.Contains(allowed, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
}
