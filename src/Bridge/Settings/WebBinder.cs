using System.Net;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.HttpPush;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads <c>web</c>, and holds it against what listens beside it or depends on it.</summary>
internal static class WebBinder
{
    /// <summary>The page's options; null if it is switched off.</summary>
    /// <param name="root">The whole configuration.</param>
    /// <param name="inverter">The inverter, which may post to the page's listener.</param>
    internal static WebOptions? Bind(SectionReader root, InverterOptions inverter)
    {
        var section = root.SectionOrNull("web", byDefault: true);
        var web = section is null ? null : BindPage(section);
        if (!root.IsSound("web"))
            return web;
        var (push, ftp) = (inverter.Of(HttpPushModule.Instance), inverter.Of(FtpModule.Instance));
        if (push is { Listen: { } own } && root.IsSound("inverter.httpPush"))
            CheckOwnListener(root, own, web, ftp);
        else if (push is { Listen: null } && root.IsSound("inverter.httpPush"))
            CheckSharedListener(root, web);
        if (web is not null && ftp is not null && root.IsSound("inverter.ftp"))
            CheckPorts(root, "web", web.Listen, ftp);
        return web;
    }

    private static WebOptions BindPage(SectionReader section)
    {
        var web = new WebOptions
        {
            Listen = section.Value("listen", new WebOptions().Listen, NetworkRules.Listen),
            Url = section.ValueOrNull("url", UrlRules.Page),
            PasswordHash = section.ValueOrNull("passwordHash", WebRules.PasswordHash),
            Token = BindToken(section),
            ProtectReading = section.Value("protectReading", false, WordRules.Boolean),
            Hosts = section.Value("hosts", [], WebRules.Hosts),
            FrameAncestors = section.Value("frameAncestors", [], WebRules.Origins),
        };
        if (web is { ProtectReading: true, PasswordHash: null, Token: null } && section.IsSound("passwordHash") && section.IsSound("token") && section.IsSound("tokenFile"))
            section.Refuse("protectReading", "true, but there is neither password nor token", "web.passwordHash or web.token beside it");
        return web;
    }

    private static string? BindToken(SectionReader section)
    {
        var token = section.ValueOrNull("token", WebRules.Token);
        if (!section.Has("token") || !section.Has("tokenFile"))
            return token ?? PasswordFile.Read(section, "tokenFile", WebRules.Token);
        section.Refuse("tokenFile", "given beside token", "one of the two");
        return token;
    }

    private static void CheckOwnListener(SectionReader root, IPEndPoint listen, WebOptions? web, FtpEndpointOptions? ftp)
    {
        if (listen.Port != 0 && web is not null && web.Listen.Port == listen.Port && Overlap(web.Listen.Address, listen.Address))
            root.Refuse("inverter", $"httpPush.listen has port {listen.Port}, as web.listen has", "a port of its own, or no httpPush.listen");
        else if (ftp is not null && root.IsSound("inverter.ftp"))
            CheckPorts(root, "inverter", listen, ftp);
    }

    private static void CheckSharedListener(SectionReader root, WebOptions? web)
    {
        if (web is null)
            root.Refuse("web", "null, but inverter.httpPush needs its listener", "a web section, or inverter.httpPush.listen");
        else if (IPAddress.IsLoopback(web.Listen.Address))
            root.Warn("web", $"listens on {web.Listen} only, where no inverter reaches inverter.httpPush except through a proxy on this machine");
    }

    private static void CheckPorts(SectionReader root, string key, IPEndPoint listen, FtpEndpointOptions ftp)
    {
        var (port, who) = (listen.Port, key == "web" ? "listens on" : "httpPush.listen has");
        if (port == 0)
            return;
        if (port == ftp.Listen.Port && Overlap(listen.Address, ftp.Listen.Address))
            root.Refuse(key, $"{who} port {port}, as inverter.ftp does", "a port of its own");
        else if (port >= ftp.FirstPassivePort && port <= ftp.LastPassivePort)
            root.Refuse(key, $"{who} port {port}, which is one of inverter.ftp.passivePorts", "a port of its own");
    }

    private static bool Overlap(IPAddress one, IPAddress other) =>
        one.Equals(other) || IsAny(one) || IsAny(other);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
