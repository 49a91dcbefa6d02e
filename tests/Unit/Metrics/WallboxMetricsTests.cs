using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Metrics;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Metrics;

public sealed partial class WallboxMetricsTests
{
    private static readonly MqttStatus s_connected = new(Connected: true, DateTimeOffset.UnixEpoch, null);
    private readonly FakeTimeProvider _time = new();
    private readonly WallboxMetrics _metrics = new();

    [Fact]
    public async Task Text_OfEverything_IsWhatPrometheusReads()
    {
        Everything();
        var samples = await ReadAsync();
        Assert.Equal(5600.46, samples["wallbox_inverter_power_watts"]);
        Assert.Equal(20, samples["wallbox_setpoint_amperes{charger=\"charger\"}"]);
        Assert.Equal(1, samples["wallbox_mode{mode=\"pv-boost\"}"]);
        Assert.Equal(0, samples["wallbox_mode{mode=\"off\"}"]);
        Assert.Equal(1, samples["wallbox_link_up{link=\"mqtt\"}"]);
        Assert.Equal((1, 0), (samples["wallbox_source_up{source=\"ftp\"}"], samples["wallbox_source_up{source=\"solarApi\"}"]));
        Assert.Equal((-120.04, 33), (samples["wallbox_meter_power_watts"], samples["wallbox_meter_room_amperes"]));
        Assert.Equal(3, samples["wallbox_input_total{source=\"inverter\",outcome=\"refused\"}"]);
        Assert.Equal(1, samples["wallbox_reaction_seconds_bucket{charger=\"charger\",le=\"0.02\"}"]);
        Assert.Equal(0, samples["wallbox_reaction_seconds_bucket{charger=\"charger\",le=\"0.01\"}"]);
        Assert.Equal(1, samples["wallbox_reaction_seconds_count{charger=\"charger\"}"]);
    }

    [Fact]
    public async Task Figures_ThatAreNotKnown_HaveNoSample()
    {
        Everything();
        _metrics.Show(SampleReports.Unknown, s_connected with { Connected = false }, _time);
        var samples = await ReadAsync();
        Assert.DoesNotContain(samples.Keys, name => name.StartsWith("wallbox_inverter_power", StringComparison.Ordinal)
            || name.StartsWith("wallbox_setpoint", StringComparison.Ordinal) || name.StartsWith("wallbox_charger_power", StringComparison.Ordinal)
            || name.StartsWith("wallbox_limit", StringComparison.Ordinal));
        Assert.Equal((0, 0), (samples["wallbox_link_up{link=\"mqtt\"}"], samples["wallbox_link_up{link=\"charger\"}"]));
    }

    [Fact]
    public async Task Problems_AreCountedWhenTheyBegin()
    {
        foreach (var report in new[] { SampleReports.Full, SampleReports.Unknown, SampleReports.Unknown, SampleReports.Full, SampleReports.Unknown })
            _metrics.Count(report, s_connected);
        var samples = await ReadAsync();
        Assert.Equal(2, samples["wallbox_problems_total{part=\"charger\",kind=\"charger-offline\"}"]);
        Assert.Equal(2, samples["wallbox_link_ups_total{link=\"charger\"}"]);
        Assert.Equal(1, samples["wallbox_link_ups_total{link=\"mqtt\"}"]);
        Assert.Equal(0, samples["wallbox_problems_total{part=\"any\",kind=\"overcurrent\"}"]);
    }

    [Fact]
    public async Task Dashboard_AsksOnlyForWhatIsServed()
    {
        Everything();
        var served = (await ReadAsync()).Keys.Select(name => name.Split('{')[0]).ToHashSet();
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "grafana", "wallbox.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var asked = panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => MetricName().Matches(target.GetProperty("expr").GetString()!).Select(match => match.Value)).ToHashSet();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(served));
        var table = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "metrics.md"));
        Assert.All(MetricNames.Gauges, gauge => Assert.Contains($"`{gauge.Name}`", table, StringComparison.Ordinal));
    }

    [GeneratedRegex("wallbox_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex("""^(?<name>[a-z_]+(\{([a-z_]+="[^"\\]*",?)+\})?) (?<value>\S+)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    private void Everything()
    {
        var charger = SampleReports.Full.Chargers[0] with { CycledAt = _time.GetTimestamp(), Charged = new ChargedEnergy(new WattHours(1), new WattHours(2)) };
        var report = SampleReports.Full with { Intent = new Intent(ChargingMode.PvBoost, new Watts(14_000)), Chargers = [charger] };
        _metrics.Count(report, s_connected);
        _metrics.Count(SampleReports.Unknown, s_connected);
        _metrics.Observe(new CycleTime("charger", Reaction: true, TimeSpan.FromMilliseconds(12)));
        _metrics.Observe(new CycleTime("charger", Reaction: false, TimeSpan.FromMilliseconds(60)));
        _metrics.CountInput("inverter", 100, 3);
        _metrics.CountInput("command", 5, 0);
        _metrics.Show(report, s_connected, _time);
    }

    // Strict: HELP and TYPE before the samples of a name, no series twice, buckets that only grow and end with the count.
    private async Task<Dictionary<string, double>> ReadAsync()
    {
        using var stream = new MemoryStream();
        await _metrics.WriteAsync(stream, CancellationToken.None);
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var declared = new Dictionary<string, string>(StringComparer.Ordinal);
        string? bucketOf = null;
        var last = 0.0;
        foreach (var line in Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                declared.Add(line.Split(' ')[2], line.Split(' ')[3]);
            if (line.StartsWith('#'))
                continue;
            var match = Line().Match(line);
            Assert.True(match.Success, line);
            var (name, value) = (match.Groups["name"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
            var family = name.Split('{')[0];
            Assert.True(declared.Keys.Any(one => family == one || (declared[one] == "histogram" && family is var f && (f == one + "_bucket" || f == one + "_sum" || f == one + "_count"))), line);
            Assert.True(samples.TryAdd(name, value), $"twice: {name}");
            if (!family.EndsWith("_bucket", StringComparison.Ordinal))
                continue;
            Assert.True(family != bucketOf || value >= last, line);
            (bucketOf, last) = (family, value);
            if (name.Contains("+Inf", StringComparison.Ordinal))
                bucketOf = null;
        }

        return samples;
    }
}
