using System.Diagnostics;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>Two serial ports, each the other's end: pseudo-terminals that socat joins. It can be unplugged.</summary>
internal sealed class SerialPair : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-serial").FullName;
    private Process? _socat;

    internal string Near => Path.Combine(_directory, "near");

    internal string Far => Path.Combine(_directory, "far");

    internal static async Task<SerialPair> PlugAsync()
    {
        var pair = new SerialPair();
        await pair.PlugInAsync();
        return pair;
    }

    internal async Task PlugInAsync()
    {
        _socat = Process.Start(new ProcessStartInfo("socat", [$"pty,raw,echo=0,link={Near}", $"pty,raw,echo=0,link={Far}"]));
        await Eventually.TrueAsync(() => File.Exists(Near) && File.Exists(Far), what: () => "socat made no ports");
    }

    internal async Task UnplugAsync()
    {
        if (_socat is not { } socat)
            return;
        _socat = null;
        socat.Kill();
        await socat.WaitForExitAsync();
        socat.Dispose();
        File.Delete(Near);
        File.Delete(Far);
    }

    internal SerialDialer Dialer() => new(new SerialLine(new SerialSettings(Near), SerialPorts.OpenAsync, TimeProvider.System), TimeProvider.System);

    internal ValueTask<Stream> OpenFarAsync() => SerialPorts.OpenAsync(new SerialSettings(Far), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await UnplugAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
