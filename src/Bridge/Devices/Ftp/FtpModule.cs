using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Supervision;

namespace WallboxMqtt.Bridge.Devices.Ftp;

/// <summary><c>inverter.ftp</c>: the inverter uploads its power flow to an FTP endpoint inside the service.</summary>
internal sealed class FtpModule() : SourceModule<FtpEndpointOptions>("ftp", "FTP")
{
    private static readonly ValueRule<string> s_user = TextRules.Printable(64);

    /// <summary>The only one.</summary>
    internal static FtpModule Instance { get; } = new();

    /// <summary>What is not written in the configuration; the password has to be.</summary>
    internal static FtpEndpointOptions Defaults { get; } = new()
    {
        Listen = new IPEndPoint(IPAddress.Any, 2121),
        User = "fronius",
        Password = "",
        Path = FroniusPush.UsualFile,
        FirstPassivePort = 50000,
        LastPassivePort = 50009,
    };

    /// <inheritdoc />
    protected override FtpEndpointOptions Bind(SectionReader section, InverterOptions inverter)
    {
        var (first, last) = section.Value("passivePorts", (Defaults.FirstPassivePort, Defaults.LastPassivePort), NetworkRules.PassivePorts);
        var options = Defaults with
        {
            Listen = section.Value("listen", Defaults.Listen, NetworkRules.Listen),
            User = section.Value("user", Defaults.User, s_user),
            Password = section.Required("password", TextRules.Password) ?? "",
            Path = section.Value("path", Defaults.Path, TextRules.AbsolutePath),
            Advertise = section.ValueOrNull("advertise", NetworkRules.Address),
            FirstPassivePort = first,
            LastPassivePort = last,
        };
        var port = options.Listen.Port;
        if (port > 0 && port >= first && port <= last && section.IsSound("listen") && section.IsSound("passivePorts"))
            section.Refuse("passivePorts", $"the ports {first}-{last} include {port}, which listen has", NetworkRules.PassivePorts.Allowed);
        return options;
    }

    /// <inheritdoc />
    internal override TimeSpan Interval(FtpEndpointOptions options) => FroniusPush.Interval;

    /// <inheritdoc />
    internal override void Add(IServiceCollection services, FtpEndpointOptions options)
    {
        services.AddSingleton(provider => new FtpEndpoint(
            options,
            provider.GetRequiredService<IUploadSink>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FtpEndpoint>>()));
        services.AddSide("FTP endpoint", provider => cancellation => ListenAsync(provider, options, cancellation));
    }

    /// <inheritdoc />
    internal override ILinkCheck Check(FtpEndpointOptions options, InverterOptions inverter, CheckSetting setting) => new FtpCheck(options, inverter, setting);

    private static async Task ListenAsync(IServiceProvider provider, FtpEndpointOptions options, CancellationToken cancellation)
    {
        var endpoint = provider.GetRequiredService<FtpEndpoint>();
        try
        {
            endpoint.Bind();
        }
        catch (SocketException taken)
        {
            throw new IOException($"cannot listen on {options.Listen} (inverter.ftp.listen): {taken.Message}", taken);
        }

        provider.GetRequiredService<ILogger<FtpEndpoint>>().FtpListens(options.User, endpoint.LocalEndPoint!, options.Path);
        await endpoint.RunAsync(cancellation);
    }
}
