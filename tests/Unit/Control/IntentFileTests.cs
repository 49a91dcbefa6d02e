using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Control;

public sealed class IntentFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("intent").FullName;
    private readonly IntentFile _file;

    public IntentFileTests() => _file = new IntentFile(Path.Combine(_directory, "state"));

    [Theory]
    [InlineData(ChargingMode.Off, null)]
    [InlineData(ChargingMode.Fixed, 4200.0)]
    public async Task Save_Intent_IsLoadedAgain(ChargingMode mode, double? limit)
    {
        var intent = new Intent(mode, limit is { } watts ? new Watts(watts) : null);
        await _file.SaveAsync(intent, default);
        Assert.Equal(intent, _file.Load(out var warning));
        Assert.Null(warning);
        Assert.Equal([_file.Path], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!));
    }

    [Fact]
    public void Load_NoFile_IsNothingToWarnOf()
    {
        Assert.Null(_file.Load(out var warning));
        Assert.Null(warning);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"mode\":\"turbo\",\"limit\":null}")]
    [InlineData("{\"mode\":7,\"limit\":null}")]
    [InlineData("{\"mode\":\"off\",\"limit\":-5}")]
    [InlineData("\0\0\0\0")]
    public void Load_Damaged_WarnsAndTakesNothing(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        File.WriteAllText(_file.Path, content);
        Assert.Null(_file.Load(out var warning));
        Assert.Contains("the configured mode is taken", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_NoDirectoryToBeHad_Throws()
    {
        File.WriteAllText(Path.GetDirectoryName(_file.Path)!, "a file in its place");
        await Assert.ThrowsAnyAsync<IOException>(() => _file.SaveAsync(new Intent(ChargingMode.Off, null), default));
    }

    public void Dispose()
    {
        _file.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
