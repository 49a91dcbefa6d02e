using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter</c> and its five sources.</summary>
internal static class InverterBinder
{
    /// <summary>How often a Fronius Push Service sends.</summary>
    private static readonly TimeSpan s_push = TimeSpan.FromSeconds(10);

    private static readonly ValueRule<Watts> s_ratedPower = QuantityRules.Power(new Watts(100_000));
    private static readonly ValueRule<TimeSpan> s_maxAge = QuantityRules.Time(1, 600);
    private static readonly string[] s_sources = ["ftp", "httpPush", "solarApi", "file", "sunSpec"];

    internal static InverterOptions Bind(SectionReader inverter)
    {
        var defaults = new InverterOptions();
        var options = new InverterOptions
        {
            RatedPower = inverter.Value("ratedPower", defaults.RatedPower, s_ratedPower),
            MaxAge = inverter.Value("maxAge", defaults.MaxAge, s_maxAge),
            Ftp = FtpBinder.Bind(inverter.SectionOrNull("ftp", byDefault: false)),
            HttpPush = HttpPushBinder.Bind(inverter.SectionOrNull("httpPush", byDefault: false)),
            SolarApi = SolarApiBinder.Bind(inverter.SectionOrNull("solarApi", byDefault: false)),
            File = BindFile(inverter.SectionOrNull("file", byDefault: false)),
            SunSpec = SunSpecBinder.Bind(inverter.SectionOrNull("sunSpec", byDefault: false)),
        };
        if (!s_sources.Any(inverter.IsSwitchedOn))
            inverter.Refuse("no source of readings", $"one or more of {string.Join(", ", s_sources)}");
        if (inverter.IsSound("maxAge"))
            WarnOfShortAge(inverter, options);
        return options;
    }

    private static FileOptions? BindFile(SectionReader? file) => file is null
        ? null
        : new FileOptions(file.Value("path", new FileOptions().Path, TextRules.AbsolutePath));

    private static void WarnOfShortAge(SectionReader inverter, InverterOptions options)
    {
        TimeSpan?[] intervals =
        [
            options.SunSpec?.Interval,
            options.SolarApi?.Interval,
            options.Ftp is not null || options.HttpPush is not null || options.File is not null ? s_push : null,
        ];
        if (intervals.Min() is { } fastest && options.MaxAge < 2 * fastest)
        {
            inverter.Warn(
                "maxAge",
                $"{Seconds.Print(options.MaxAge)} is less than two intervals of the fastest source ({Seconds.Print(fastest)}): one late reading counts as no sun");
        }
    }
}
