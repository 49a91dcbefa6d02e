using WallboxMqtt.Balancer.Inverters;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius;

/// <summary>Keeps all that a source brings.</summary>
internal sealed class RecordingPlant : IReadingSink
{
    internal List<InverterReading> Readings { get; } = [];

    internal List<MeterReading> Meters { get; } = [];

    internal List<string> Missed { get; } = [];

    internal List<string> Refused { get; } = [];

    public void Accept(InverterReading reading) => Readings.Add(reading);

    public void Accept(MeterReading reading) => Meters.Add(reading);

    public void Refuse(string source, string fault) => Refused.Add($"{source}: {fault}");

    public void ReportUnavailable(string source, string fault) => Missed.Add($"{source}: {fault}");
}
