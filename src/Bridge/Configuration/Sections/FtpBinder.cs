using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter.ftp</c>.</summary>
internal static class FtpBinder
{
    private static readonly ValueRule<string> s_user = TextRules.Printable(64);

    internal static FtpOptions? Bind(SectionReader? ftp)
    {
        if (ftp is null)
            return null;
        var defaults = new FtpOptions { Password = "" };
        var (first, last) = ftp.Value("passivePorts", (defaults.FirstPassivePort, defaults.LastPassivePort), NetworkRules.PassivePorts);
        var options = new FtpOptions
        {
            Listen = ftp.Value("listen", defaults.Listen, NetworkRules.Listen),
            User = ftp.Value("user", defaults.User, s_user),
            Password = ftp.Required("password", TextRules.Password) ?? "",
            Path = ftp.Value("path", defaults.Path, TextRules.AbsolutePath),
            Advertise = ftp.ValueOrNull("advertise", NetworkRules.Address),
            FirstPassivePort = first,
            LastPassivePort = last,
        };
        var port = options.Listen.Port;
        if (port > 0 && port >= first && port <= last && ftp.IsSound("listen") && ftp.IsSound("passivePorts"))
            ftp.Refuse("passivePorts", $"the ports {first}-{last} include {port}, which listen has", NetworkRules.PassivePorts.Allowed);
        return options;
    }
}
