using Prometheus;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Metrics;

/// <summary>All metrics, in Prometheus' base units. What is not known has no sample.</summary>
internal sealed class WallboxMetrics
{
    private static readonly double[] s_buckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly MetricFactory _make;
    private readonly Histogram _cycle;
    private readonly Histogram _reaction;
    private readonly Dictionary<string, Gauge> _gauges = new(StringComparer.Ordinal);
    private readonly Counter _problems;
    private readonly Counter _connections;
    private readonly Counter _input;
    private readonly HashSet<(string, ProblemKind)> _standing = [];
    private readonly Dictionary<string, bool> _up = new(StringComparer.Ordinal);

    /// <summary>Declares them.</summary>
    public WallboxMetrics()
    {
        _make = Prometheus.Metrics.WithCustomRegistry(_registry);
        _cycle = _make.CreateHistogram("wallbox_cycle_seconds", "How long whole control cycles took.", ["charger"], new HistogramConfiguration { Buckets = s_buckets });
        _reaction = _make.CreateHistogram(
            "wallbox_reaction_seconds", "From the arrival of the inverter's reading to the acknowledged lower setpoint.", ["charger"], new HistogramConfiguration { Buckets = s_buckets });
        _problems = _make.CreateCounter("wallbox_problems_total", "Problems that began, by kind.", "part", "kind");
        _connections = _make.CreateCounter("wallbox_link_ups_total", "How often a link came up.", "link");
        _input = _make.CreateCounter("wallbox_input_total", "What came in, and whether it was taken.", "source", "outcome");
        foreach (var kind in ProblemKinds.Words)
            _problems.WithLabels("any", kind);
        _make.CreateGauge("wallbox_info", "The version, as a label.", "version").WithLabels(ProductVersion.Text).Set(1);
        foreach (var (name, help, labels) in MetricNames.Gauges)
            _gauges[name] = _make.CreateGauge(name, help, labels, new GaugeConfiguration { SuppressInitialValue = true });
    }

    /// <summary>Counts what a report brings: problems that begin, links that come up.</summary>
    public void Count(CycleReport report, MqttStatus broker)
    {
        var problems = PlantProblems.Of(report);
        foreach (var problem in problems.Where(problem => _standing.Add((problem.Part, problem.Kind))))
        {
            _problems.WithLabels(problem.Part, problem.Kind.Word()).Inc();
            _problems.WithLabels("any", problem.Kind.Word()).Inc();
        }

        _standing.RemoveWhere(one => !problems.Any(problem => (problem.Part, problem.Kind) == one));
        CountLink("mqtt", broker.Connected);
        CountLink("inverter", report.Inverter.Status is InverterStatus.Ok or InverterStatus.Night);
        foreach (var charger in report.Chargers)
            CountLink(charger.Id, charger.Online);
    }

    /// <summary>Takes how long something took.</summary>
    public void Observe(CycleTime time) => (time.Reaction ? _reaction : _cycle).WithLabels(time.Charger).Observe(time.Took.TotalSeconds);

    /// <summary>Takes what was counted elsewhere since the start.</summary>
    public void CountInput(string source, long taken, long refused)
    {
        _input.WithLabels(source, "taken").IncTo(taken);
        _input.WithLabels(source, "refused").IncTo(refused);
    }

    /// <summary>Takes the figures of a report.</summary>
    public void Show(CycleReport report, MqttStatus broker, TimeProvider time)
    {
        Set("wallbox_link_up", broker.Connected ? 1 : 0, "mqtt");
        Set("wallbox_link_up", report.Inverter.Status is InverterStatus.Ok or InverterStatus.Night ? 1 : 0, "inverter");
        foreach (var status in InverterStatuses.Words)
            Set("wallbox_inverter_status", InverterStatuses.Word(report.Inverter.Status) == status ? 1 : 0, status);
        foreach (var source in report.Inverter.Sources)
            Set("wallbox_source_up", source.Status is InverterStatus.Ok or InverterStatus.Night ? 1 : 0, source.Name);
        Set("wallbox_meter_power_watts", report.Balancer.Meter?.Reading?.Power.Value);
        Set("wallbox_meter_room_amperes", report.Balancer.Meter?.Room);
        foreach (var mode in ChargingModes.Words)
            Set("wallbox_mode", report.Intent.Mode.Word() == mode ? 1 : 0, mode);
        Set("wallbox_inverter_power_watts", report.Inverter.Reading?.Power.Value);
        Set("wallbox_grid_power_watts", report.Inverter.Reading?.GridPower?.Value);
        Set("wallbox_inverter_age_seconds", report.Inverter.Age?.TotalSeconds);
        Set("wallbox_allowance_watts", report.Balancer.Allowance.Value);
        Set("wallbox_cap_watts", report.Balancer.Cap.Value);
        Set("wallbox_limit_watts", report.Intent.Limit?.Value);
        foreach (var charger in report.Chargers)
            Show(charger, time);
    }

    /// <summary>Writes everything in Prometheus' text format.</summary>
    public Task WriteAsync(Stream to, CancellationToken cancellation) => _registry.CollectAndExportAsTextAsync(to, cancellation);

    private void Show(ChargerReport charger, TimeProvider time)
    {
        Set("wallbox_link_up", charger.Online ? 1 : 0, charger.Id);
        Set("wallbox_cycle_age_seconds", charger.CycledAt is { } at ? time.GetElapsedTime(at).TotalSeconds : null, charger.Id);
        Set("wallbox_setpoint_amperes", charger.Setpoint?.Value, charger.Id);
        Set("wallbox_charger_power_watts", charger.Reading?.Power?.Value, charger.Id);
        Set("wallbox_charger_charging", charger.Reading?.Charging is { } charging ? (charging ? 1 : 0) : null, charger.Id);
        Set("wallbox_charger_session_kilowatthours", charger.Reading?.SessionEnergy?.Value / 1000, charger.Id);
        Set("wallbox_charger_meter_kilowatthours", charger.Reading?.EnergyTotal?.Value / 1000, charger.Id);
        Set("wallbox_charged_kilowatthours", charger.Charged?.Sun.Value / 1000, charger.Id, "sun");
        Set("wallbox_charged_kilowatthours", charger.Charged?.Grid.Value / 1000, charger.Id, "grid");
        var (l1, l2, l3) = charger.Reading?.Current ?? default;
        Set("wallbox_charger_current_amperes", l1?.Value, charger.Id, "1");
        Set("wallbox_charger_current_amperes", l2?.Value, charger.Id, "2");
        Set("wallbox_charger_current_amperes", l3?.Value, charger.Id, "3");
    }

    private void CountLink(string link, bool up)
    {
        var ups = _connections.WithLabels(link);
        if (up && !_up.GetValueOrDefault(link))
            ups.Inc();
        _up[link] = up;
    }

    private void Set(string name, double? value, params string[] labels)
    {
        var gauge = _gauges[name];
        if (value is { } number && labels is [])
            gauge.Set(number);
        else if (value is { } one)
            gauge.WithLabels(labels).Set(one);
        else if (labels is [])
            gauge.Unpublish();
        else
            gauge.RemoveLabelled(labels);
    }
}
