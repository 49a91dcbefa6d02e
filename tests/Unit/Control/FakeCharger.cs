using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>A charger that does as it is told and writes down what it was told. Each call can be made to fail or to take time.</summary>
internal sealed class FakeCharger(TimeProvider time) : ICharger
{
    private const int AllReads = 3;
    private int _reads;

    /// <summary>What was asked of it, in order: connect, setpoint 16, read, alive, disconnect.</summary>
    internal List<string> Calls { get; } = [];

    /// <summary>When the last calls of a kind came.</summary>
    internal Dictionary<string, long> LastAt { get; } = [];

    /// <summary>Called before each call is carried out; may throw.</summary>
    internal Action<string>? Before { get; set; }

    /// <summary>A call that has begun does not end before this does.</summary>
    internal Task Stall { get; set; } = Task.CompletedTask;

    /// <summary>How long each call takes.</summary>
    internal TimeSpan Latency { get; set; }

    internal int Setpoint { get; private set; } = 10;

    /// <summary>What it says its setpoint is; null says the truth.</summary>
    internal int? ReadsBack { get; set; }

    internal bool? Charging { get; set; } = true;

    internal bool? Vehicle { get; set; } = true;

    internal double Voltage { get; set; } = 230;

    /// <summary>Another one for the third phase.</summary>
    internal double? VoltageL3 { get; set; }

    /// <summary>True where its failsafe can be neither set nor read.</summary>
    internal bool RefusesFailsafe { get; set; }

    internal Amperes? MaxCurrent { get; set; } = new(32);

    public string Address => "fake";

    public bool IsOpen { get; private set; }

    public ChargerIdentity? Identity { get; private set; }

    public ChargerReading Reading { get; private set; } = new();

    public FailsafeReport Failsafe { get; internal set; } = FailsafeReport.Unknown;

    public bool IsFrozen { get; internal set; }

    public TimeSpan LongestRead { get; internal set; } = TimeSpan.FromSeconds(1.5);

    internal int Beats => Calls.Count(call => call == "alive");

    internal IEnumerable<int> Setpoints => Calls.Where(call => call.StartsWith("setpoint", StringComparison.Ordinal)).Select(call => int.Parse(call[9..]));

    /// <summary>What it was last told to offer by itself.</summary>
    internal int? FailsafeWritten { get; private set; }

    public async ValueTask ConnectAsync(CancellationToken cancellation)
    {
        await CallAsync("connect");
        IsOpen = true;
        FailsafeWritten = null;
        Identity = new ChargerIdentity("1", null, "Vestel", "EVC04", "3.1", 3, new Watts(22_000));
        Reading = new ChargerReading { MaxCurrent = MaxCurrent, SetpointReadBack = new Amperes(ReadsBack ?? Setpoint) };
    }

    public ValueTask DisconnectAsync()
    {
        Calls.Add("disconnect");
        IsOpen = false;
        return ValueTask.CompletedTask;
    }

    public async ValueTask WriteSetpointAsync(int amperes, CancellationToken cancellation)
    {
        await CallAsync($"setpoint {amperes}");
        Setpoint = amperes;
    }

    public async ValueTask<int> ReadSetpointAsync(CancellationToken cancellation)
    {
        await CallAsync("confirm");
        Reading = Reading with { SetpointReadBack = new Amperes(ReadsBack ?? Setpoint), Charging = Charging };
        return ReadsBack ?? Setpoint;
    }

    public ValueTask WriteAliveAsync(CancellationToken cancellation) => CallAsync("alive");

    public async ValueTask<bool> EnsureFailsafeAsync(int amperes, CancellationToken cancellation)
    {
        if (FailsafeWritten == amperes)
            return false;
        await CallAsync($"failsafe {amperes}");
        FailsafeWritten = amperes;
        Failsafe = RefusesFailsafe ? FailsafeReport.Unknown with { Fault = "refused" } : new FailsafeReport(new Amperes(amperes), TimeSpan.FromSeconds(20), null);
        return true;
    }

    public void BeginReads() => _reads = 0;

    public async ValueTask<bool> ReadNextAsync(CancellationToken cancellation)
    {
        if (_reads == AllReads)
            return false;
        await CallAsync("read");
        _reads++;
        Reading = Reading with
        {
            MaxCurrent = MaxCurrent,
            Charging = Charging,
            Vehicle = Vehicle,
            Voltage = new(new Volts(Voltage), new Volts(Voltage), VoltageL3 is { } volts ? new Volts(volts) : new Volts(Voltage)),
        };
        return true;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask CallAsync(string call)
    {
        Calls.Add(call);
        LastAt[call.Split(' ')[0]] = time.GetTimestamp();
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time);
        await Stall;
        Before?.Invoke(call);
    }
}
