using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter</c> and its sources.</summary>
internal static class InverterBinder
{
    private const string NotYet = "this version cannot do that yet";
    private const string Instead = "inverter.ftp";

    internal static InverterOptions Bind(SectionReader section)
    {
        var options = new InverterOptions
        {
            RatedPower = section.Value("ratedPower", new Watts(9900), QuantityRules.Power(new Watts(100_000))),
            MaxAge = section.Value("maxAge", TimeSpan.FromSeconds(30), QuantityRules.Time(1, 600)),
            Ftp = section.SectionOrNull("ftp", byDefault: false) is { } ftp ? Ftp(ftp) : null,
            HttpPush = section.SectionOrNull("httpPush", byDefault: false) is { } push ? HttpPush(push) : null,
            SolarApi = section.SectionOrNull("solarApi", byDefault: false) is { } solar ? SolarApi(solar) : null,
            File = section.SectionOrNull("file", byDefault: false) is { } file ? File(file) : null,
            SunSpec = section.SectionOrNull("sunSpec", byDefault: false) is { } sunSpec ? SunSpec(sunSpec) : null,
        };
        RefuseWhatIsNotThere(section, options);
        if (!section.Has("ftp") && !section.Has("httpPush") && !section.Has("solarApi") && !section.Has("file") && !section.Has("sunSpec"))
            section.Refuse("no source of the inverter's power", "one of ftp, httpPush, solarApi, file, sunSpec");
        return options;
    }

    private static FtpOptions Ftp(SectionReader section)
    {
        var defaults = new FtpOptions { Password = "" };
        var ports = section.Value("passivePorts", (First: defaults.FirstPassivePort, Last: defaults.LastPassivePort), NetworkRules.PassivePorts);
        return new FtpOptions
        {
            Listen = section.Value("listen", defaults.Listen, NetworkRules.Listen),
            User = section.Value("user", defaults.User, TextRules.Printable(64)),
            Password = section.Required("password", TextRules.Password) ?? "",
            Path = section.Value("path", defaults.Path, TextRules.AbsolutePath),
            Advertise = section.ValueOrNull("advertise", NetworkRules.Address),
            FirstPassivePort = ports.First,
            LastPassivePort = ports.Last,
        };
    }

    private static HttpPushOptions HttpPush(SectionReader section) =>
        new(section.Value("path", new HttpPushOptions().Path, HttpPathRule.Instance));

    private static SolarApiOptions SolarApi(SectionReader section) => new(
        section.Required("url", UrlRules.Http) ?? new Uri("http://unknown"),
        section.Value("interval", TimeSpan.FromSeconds(5), QuantityRules.Time(4, 600)));

    private static FileOptions File(SectionReader section) =>
        new(section.Value("path", new FileOptions().Path, TextRules.AbsolutePath));

    private static SunSpecOptions SunSpec(SectionReader section) => new(
        section.Required("url", UrlRules.Modbus) ?? new Uri("tcp://unknown"),
        section.Value("unit", (byte)1, NumberRules.Unit(247)),
        section.Value("interval", TimeSpan.FromSeconds(1), QuantityRules.Time(0.5, 60)));

    // What the configuration knows and the program does not must not be passed over in silence.
    private static void RefuseWhatIsNotThere(SectionReader section, InverterOptions options)
    {
        if (options.HttpPush is not null)
            section.Refuse("httpPush", NotYet, Instead);
        if (options.SolarApi is not null)
            section.Refuse("solarApi", NotYet, Instead);
        if (options.File is not null)
            section.Refuse("file", NotYet, Instead);
        if (options.SunSpec is not null)
            section.Refuse("sunSpec", NotYet, Instead);
    }
}
