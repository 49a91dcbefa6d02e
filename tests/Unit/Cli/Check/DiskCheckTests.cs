using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.History;
using WallboxMqtt.Tests.Unit.Checks;

namespace WallboxMqtt.Tests.Unit.Cli.Check;

public sealed class DiskCheckTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-check").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task StateDirectory_Writable_PassesAndLeavesNothing()
    {
        var rows = await Steps.OfAsync(new StateDirectoryCheck(_directory, TimeProvider.System));
        Assert.All(rows, row => Assert.True(row.Passed, row.Found));
        Assert.Equal(["write", "room"], rows.Select(row => row.Step));
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task StateDirectory_NotThereYet_PassesAndIsNotMade()
    {
        var path = Path.Combine(_directory, "not", "yet");
        var rows = await Steps.OfAsync(new StateDirectoryCheck(path, TimeProvider.System));
        Assert.Equal($"{path} does not exist yet; the service creates it", rows[0].Found);
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Theory]
    [InlineData("file", "is a file")]
    [InlineData("file/below", "file")]
    public async Task StateDirectory_AFileInItsPlace_Fails(string name, string found)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "file"), "");
        var row = await Steps.FailureOfAsync(new StateDirectoryCheck(Path.Combine(_directory, name), TimeProvider.System));
        Assert.Equal("write", row.Step);
        Assert.Contains(found, row.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateDirectory_ThatTakesNoFiles_Fails()
    {
        // /proc refuses new files even to root.
        var row = await Steps.FailureOfAsync(new StateDirectoryCheck("/proc/self", TimeProvider.System));
        Assert.Equal("write", row.Step);
    }

    [Fact]
    public async Task History_NotThereYet_Passes() =>
        Assert.Contains("does not exist yet", Assert.Single(await Steps.OfAsync(new HistoryCheck(_directory))).Found, StringComparison.Ordinal);

    [Fact]
    public async Task History_NoneKept_Passes() => Assert.True(Assert.Single(await Steps.OfAsync(new HistoryCheck(null))).Passed);

    [Fact]
    public async Task History_Sound_PassesWhileSomebodyUsesIt()
    {
        Assert.Null(SystemSqlite.Fault);
        using var database = new HistoryDatabase(Path.Combine(_directory, "history.db"));
        Assert.Contains("is sound", Assert.Single(await Steps.OfAsync(new HistoryCheck(_directory))).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_Damaged_Fails()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "history.db"), new string('x', 5000));
        var row = await Steps.FailureOfAsync(new HistoryCheck(_directory));
        Assert.Contains("is damaged", row.Found, StringComparison.Ordinal);
        Assert.Contains("history.db.damaged", row.Advice, StringComparison.Ordinal);
    }
}
