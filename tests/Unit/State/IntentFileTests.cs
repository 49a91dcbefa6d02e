using System.Text;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.State;

public sealed class IntentFileTests : IDisposable
{
    private static readonly Intent s_first = new(ChargingMode.PvBoost, null);
    private readonly string _directory = Directory.CreateTempSubdirectory("intent").FullName;
    private readonly IntentFile _file;

    public IntentFileTests() => _file = new IntentFile(new StateDirectory(State));

    private string State => Path.Combine(_directory, "state");

    private string Copy => Path.Combine(State, "intent.copy.json");

    [Theory]
    [InlineData(ChargingMode.Off, null)]
    [InlineData(ChargingMode.Fixed, 4200.0)]
    public async Task Save_Intent_IsLoadedAgain(ChargingMode mode, double? limit)
    {
        var intent = new Intent(mode, limit is { } watts ? new Watts(watts) : null) { Stopped = ["left", "right"] };
        await _file.SaveAsync(intent, default);
        Same(intent, _file.Load(s_first, out var warning));
        Assert.Null(warning);
        Assert.Equal([Copy, _file.Path], Directory.GetFiles(State).Order());
    }

    [Fact]
    public void Load_NoFile_IsNothingToWarnOf()
    {
        Assert.Same(s_first, _file.Load(s_first, out var warning));
        Assert.Null(warning);
    }

    [Fact]
    public void Load_FileOfBeforeChargersCouldBeStopped_IsTaken()
    {
        Write(_file.Path, "{\"mode\":\"fixed\",\"limit\":null}");
        Same(new Intent(ChargingMode.Fixed, null), _file.Load(s_first, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"mode\":\"turbo\",\"limit\":null}")]
    [InlineData("{\"mode\":7,\"limit\":null}")]
    [InlineData("{\"mode\":\"off\"}")]
    [InlineData("{\"mode\":\"off\",\"limit\":-5}")]
    [InlineData("{\"mode\":\"off\",\"limit\":1e999}")]
    [InlineData("{\"mode\":\"off\",\"limit\":\"none\"}")]
    [InlineData("{\"mode\":\"off\",\"limit\":null,\"stopped\":7}")]
    [InlineData("{\"mode\":\"off\",\"limit\":null,\"stopped\":[7]}")]
    [InlineData("\0\0\0\0")]
    public async Task Load_Damaged_TakesTheCopyAndWithoutOneIsOff(string content)
    {
        var intent = new Intent(ChargingMode.Fixed, new Watts(4200));
        await _file.SaveAsync(intent, default);
        Write(_file.Path, content);
        Same(intent, _file.Load(s_first, out var warning));
        Assert.Contains("its other copy is taken", warning, StringComparison.Ordinal);
        Write(Copy, content);
        Same(new Intent(ChargingMode.Off, null), _file.Load(s_first, out warning));
        Assert.Contains("the mode is off until one is commanded", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_AnyByteDamagedOrCutOff_NeverThrows()
    {
        await _file.SaveAsync(new Intent(ChargingMode.Off, new Watts(4200)) { Stopped = ["charger"] }, default);
        File.Delete(Copy);
        var whole = await File.ReadAllBytesAsync(_file.Path);
        for (var i = 0; i < whole.Length; i++)
        {
            Write(_file.Path, whole[..i]);
            Assert.Equal(ChargingMode.Off, _file.Load(s_first, out _).Mode);
            Write(_file.Path, [.. whole[..i], 0xFF, .. whole[(i + 1)..]]);
            _file.Load(s_first, out _);
        }
    }

    [Fact]
    public void Load_FileTooLong_IsDamaged()
    {
        Write(_file.Path, new string(' ', 5000));
        Assert.Equal(ChargingMode.Off, _file.Load(s_first, out _).Mode);
    }

    [Fact]
    public async Task Save_NoDirectoryToBeHad_Throws()
    {
        await File.WriteAllTextAsync(State, "a file in its place");
        await Assert.ThrowsAnyAsync<IOException>(() => _file.SaveAsync(new Intent(ChargingMode.Off, null), default));
    }

    public void Dispose()
    {
        _file.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Same(Intent expected, Intent found)
    {
        Assert.Equal((expected.Mode, expected.Limit), (found.Mode, found.Limit));
        Assert.Equal(expected.Stopped, found.Stopped);
    }

    private static void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
