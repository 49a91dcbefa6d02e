using System.Globalization;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.WatchedFile;

/// <summary>Another program writes the power flow to a file: is it there, may it be read, and does it change?</summary>
internal sealed class FileCheck(WatchedFileOptions file, InverterOptions inverter, CheckSetting setting) : ILinkCheck
{
    private const string Advice =
        "look at the server that writes it (its log, its user's home directory), at inverter.file.path, and at the inverter's push settings; at night it may sleep";

    /// <inheritdoc />
    public string Part => "inverter file";

    /// <inheritdoc />
    public TimeSpan Longest => UploadWait.Longest + TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (setting.Service.IsRunning)
            ServiceInverter.Report(steps, setting.Service, WatchedFileModule.Instance.Topic, file.Path, Advice);
        if (!await ThereAsync(steps, cancellation) || setting.Service.IsRunning)
            return;
        var upload = new FirstUpload(new PowerFlowRules(inverter.RatedPower), setting.Time);
        var reading = new FirstReading();
        var watch = new FileWatch(file.Path, upload, reading, setting.Time, new LastWords<FileWatch>());
        await new UploadWait(upload, inverter.RatedPower, Advice, setting.Time).TryAsync(steps, setting.Quick, watch.RunAsync, () => reading.Missed, cancellation);
    }

    private async Task<bool> ThereAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "file";
        try
        {
            // A share may hang.
            var (length, age) = await Task.Run(Inspect, cancellation).WaitAsync(TimeSpan.FromSeconds(5), setting.Time, cancellation);
            steps.Passed(step, string.Create(CultureInfo.InvariantCulture, $"{file.Path}: {length} bytes, written {age.TotalSeconds:0} s ago by this machine's clock"));
            return true;
        }
        catch (TimeoutException)
        {
            steps.Failed(step, $"{file.Path}: no answer within 5 s", "is it on a network share that hangs? Use a directory of this machine");
        }
        catch (UnauthorizedAccessException refused)
        {
            steps.Failed(step, refused.Message, "let the service's user read the file and its directory (chmod o+rx on the directory, o+r on the file), or put the user into the server's group");
        }
        catch (IOException missing)
        {
            steps.Failed(step, missing.Message, Advice);
        }

        return false;
    }

    private (long Length, TimeSpan Age) Inspect()
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return (stream.Length, setting.Time.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(file.Path)));
    }
}
