using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>inverter</c>: at least one of the five sources is set.</summary>
internal sealed record InverterOptions
{
    /// <summary><c>ratedPower</c>: a reading above 110 % of it is refused.</summary>
    public Watts RatedPower { get; init; } = new(9900);

    /// <summary><c>maxAge</c>: an older reading counts as 0 W.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>ftp</c>.</summary>
    public FtpOptions? Ftp { get; init; }

    /// <summary><c>httpPush</c>.</summary>
    public HttpPushOptions? HttpPush { get; init; }

    /// <summary><c>solarApi</c>.</summary>
    public SolarApiOptions? SolarApi { get; init; }

    /// <summary><c>file</c>.</summary>
    public FileOptions? File { get; init; }

    /// <summary><c>sunSpec</c>.</summary>
    public SunSpecOptions? SunSpec { get; init; }

    /// <summary>The names of the sources that are set, as they stand in the configuration.</summary>
    public IEnumerable<string> Sources
    {
        get
        {
            (string Name, object? Options)[] all = [("ftp", Ftp), ("httpPush", HttpPush), ("solarApi", SolarApi), ("file", File), ("sunSpec", SunSpec)];
            return all.Where(source => source.Options is not null).Select(source => source.Name);
        }
    }
}
