using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Supervision;

namespace WallboxMqtt.Bridge.Devices.WatchedFile;

/// <summary><c>inverter.file</c>: another program writes the power flow to a file.</summary>
internal sealed class WatchedFileModule() : SourceModule<WatchedFileOptions>("file", "File")
{
    /// <summary>The only one.</summary>
    internal static WatchedFileModule Instance { get; } = new();

    /// <inheritdoc />
    protected override WatchedFileOptions Bind(SectionReader section, InverterOptions inverter) =>
        new(section.Value("path", FroniusPush.UsualFile, TextRules.AbsolutePath));

    /// <inheritdoc />
    internal override TimeSpan Interval(WatchedFileOptions options) => FroniusPush.Interval;

    /// <inheritdoc />
    internal override void Add(IServiceCollection services, WatchedFileOptions options) =>
        services.AddSide("File (inverter.file)", provider => new FileWatch(
            options.Path,
            provider.GetRequiredService<IUploadSink>(),
            provider.GetRequiredService<IReadingSink>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FileWatch>>()).RunAsync);

    /// <inheritdoc />
    internal override ILinkCheck Check(WatchedFileOptions options, InverterOptions inverter, CheckSetting setting) => new FileCheck(options, inverter, setting);
}
