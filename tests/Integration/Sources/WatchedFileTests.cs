using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Sources;

/// <summary>Files as real servers, and people, write them.</summary>
public sealed class WatchedFileTests : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-file-").FullName;
    private readonly CollectingLoggerProvider _logged = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PlantState _plant = new(TimeSpan.FromSeconds(30), TimeSpan.Zero, new ChangeSignal(), TimeProvider.System, ["file"]);
    private Task _running = Task.CompletedTask;

    private string Watched => Path.Combine(_directory, "push", "powerFlow.json");

    [Theory]
    [InlineData("vsftpd", "", "")]
    [InlineData("vsftpd", "--append", "")]
    [InlineData("vsftpd", "-Q|-RNFR upload.tmp|-Q|-RNTO powerFlow.json", "")]
    [InlineData("proftpd", "", "")]
    [InlineData("proftpd", "", "HiddenStores on")]
    [InlineData("proftpd", "--append", "")]
    [InlineData("proftpd", "-Q|-RNFR upload.tmp|-Q|-RNTO powerFlow.json", "")]
    public async Task Server_OfDebian_WritesWhatIsRead(string name, string options, string configuration)
    {
        await using var server = new ReceivingServer(name, configuration);
        await server.StartedAsync();
        var file = Path.Combine(_directory, "flow.json");
        await File.WriteAllBytesAsync(file, ServiceUnderTest.PowerFlow(9000));
        await server.UploadAsync(file, options);
        Watch(server.Upload);
        await Eventually.TrueAsync(() => Logged("its next change counts"));
        Assert.Equal(0, _plant.Evaluate().Now.Value);
        foreach (var power in new[] { 5600, 3000, 0, 7000 })
        {
            await File.WriteAllBytesAsync(file, ServiceUnderTest.PowerFlow(power));
            await server.UploadAsync(file, options);
            await ReadAsync(power);
        }
    }

    [Fact]
    public async Task File_RenamedIntoPlace_IsRead()
    {
        await BeginAsync();
        foreach (var power in new[] { 5600, 3000 })
        {
            await File.WriteAllBytesAsync(Watched + ".tmp", ServiceUnderTest.PowerFlow(power));
            File.Move(Watched + ".tmp", Watched, overwrite: true);
            await ReadAsync(power);
        }
    }

    [Fact]
    public async Task File_InADirectoryThatIsReplaced_IsRead()
    {
        await BeginAsync();
        Directory.Move(Path.GetDirectoryName(Watched)!, Path.Combine(_directory, "old"));
        Directory.CreateDirectory(Path.GetDirectoryName(Watched)!);
        await File.WriteAllBytesAsync(Watched, ServiceUnderTest.PowerFlow(5600));
        await ReadAsync(5600);
    }

    [Theory]
    [InlineData("2001-01-01")]
    [InlineData("2099-01-01")]
    public async Task File_WithAWrongClock_IsRead(string modified)
    {
        await BeginAsync();
        await File.WriteAllBytesAsync(Watched + ".tmp", ServiceUnderTest.PowerFlow(5600));
        File.SetLastWriteTimeUtc(Watched + ".tmp", DateTime.Parse(modified));
        File.Move(Watched + ".tmp", Watched, overwrite: true);
        await ReadAsync(5600);
    }

    [Fact]
    public async Task Place_WithoutAReadableFile_IsToldAndWaitedFor()
    {
        Watch(Watched);
        await Eventually.TrueAsync(() => Logged("powerFlow.json does not exist"));
        Directory.CreateDirectory(Watched);
        await Eventually.TrueAsync(() => Logged("is a directory, not a file"));
        Directory.Delete(Watched);
        await File.WriteAllBytesAsync(Watched, new byte[70_000]);
        await Eventually.TrueAsync(() => Logged("is larger than 65536 bytes"));
        Assert.Equal(InverterStatus.Missing, _plant.Evaluate().Status);
        await File.WriteAllBytesAsync(Watched, ServiceUnderTest.PowerFlow(9000));
        await Eventually.TrueAsync(() => Logged("its next change counts"));
        await File.WriteAllBytesAsync(Watched, ServiceUnderTest.PowerFlow(5600));
        await ReadAsync(5600);
        Assert.Equal(5, _logged.Lines.Count);
    }

    // What a share without its server does: whoever opens the file waits.
    [Fact]
    public async Task Place_ThatHangs_IsToldAndHoldsNobodyUp()
    {
        await BeginAsync();
        File.Delete(Watched);
        await ExternalProgram.SucceedAsync("mkfifo", Watched);
        await Eventually.TrueAsync(() => Logged("cannot be read within 3 s: does its disk or share hang?"));
        Assert.Single(_logged.Lines, entry => entry.Level == LogLevel.Warning);
        // Somebody opens its other end, and goes.
        await File.WriteAllTextAsync(Watched, "");
        File.Delete(Watched);
        await File.WriteAllBytesAsync(Watched, ServiceUnderTest.PowerFlow(9000));
        await Eventually.TrueAsync(async () =>
        {
            await File.WriteAllBytesAsync(Watched, ServiceUnderTest.PowerFlow(5600));
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            return _plant.Evaluate() is { Reading: not null, Now.Value: 5600 };
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => { await _running; throw new OperationCanceledException(); });
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task BeginAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Watched)!);
        await File.WriteAllBytesAsync(Watched, ServiceUnderTest.PowerFlow(9000));
        Watch(Watched);
        await Eventually.TrueAsync(() => Logged("its next change counts"));
    }

    private void Watch(string path)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_logged));
        var inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), _plant, TimeProvider.System, loggers.CreateLogger<PowerFlowInbox>());
        _running = new FileWatch(path, inbox, _plant, TimeProvider.System, loggers.CreateLogger<FileWatch>()).RunAsync(_stop.Token);
    }

    private bool Logged(string text) => _logged.Lines.Any(entry => entry.Line.Contains(text, StringComparison.Ordinal));

    private Task ReadAsync(double power) => Eventually.TrueAsync(() => _plant.Evaluate() is { Reading: not null } sun && sun.Now.Value == power, what: () => $"{_plant.Evaluate()}");
}
