using WallboxMqtt.Balancer.Inverters;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>Keeps the first thing that a source brings: a reading, a refusal, or why none came.</summary>
internal sealed class FirstReading : IReadingSink
{
    private readonly TaskCompletionSource<(InverterReading? Reading, string? Refused)> _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _missed;
    private MeterReading? _meter;

    /// <summary>The reading, or why it was refused.</summary>
    internal Task<(InverterReading? Reading, string? Refused)> Came => _came.Task;

    /// <summary>Why none came up to now; null for nothing.</summary>
    internal string? Missed => Volatile.Read(ref _missed);

    /// <summary>The meter's last reading.</summary>
    internal MeterReading? Meter => Volatile.Read(ref _meter);

    /// <inheritdoc />
    public bool WantsMeter => true;

    /// <inheritdoc />
    public void Accept(InverterReading reading) => _came.TrySetResult((reading, null));

    /// <inheritdoc />
    public void Accept(MeterReading reading) => Volatile.Write(ref _meter, reading);

    /// <inheritdoc />
    public void Refuse(string source, string fault) => _came.TrySetResult((null, fault));

    /// <inheritdoc />
    public void ReportUnavailable(string source, string fault) => Volatile.Write(ref _missed, fault);
}
