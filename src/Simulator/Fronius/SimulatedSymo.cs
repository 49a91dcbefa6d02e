using System.Globalization;
using System.Text.Json;

namespace WallboxMqtt.Simulator.Fronius;

/// <summary>A Fronius Symo with a smart meter: reports its power flow in the JSON shapes of push service and Solar API.</summary>
public sealed partial class SimulatedSymo(SimulatedSymoOptions options, TimeProvider time)
{
    private const int DeviceType = 232;
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, IndentCharacter = '\t', IndentSize = 1 };

    private readonly Lock _gate = new();
    private readonly long _builtAt = time.GetTimestamp();
    private readonly TimeSpan _startsAt = options.StartsAt ?? time.GetLocalNow().TimeOfDay;
    private long _reckonedAt = time.GetTimestamp();
    private double _energyDay;
    private double _energyTotal = 21_245_430;
    private DateTimeOffset _reportedAt;

    /// <summary>What the car draws, watts; the meter at the grid sees it.</summary>
    public Func<double> CarLoad { get; set; } = () => 0;

    /// <summary>The simulated time of day.</summary>
    public TimeSpan TimeOfDay
    {
        get
        {
            var passed = _startsAt + (time.GetElapsedTime(_builtAt) * options.Speed);
            return TimeSpan.FromTicks(passed.Ticks % TimeSpan.TicksPerDay);
        }
    }

    /// <summary>AC watts now.</summary>
    public double Power => options.Power ?? Math.Round(options.Day.At(TimeOfDay));

    /// <summary>What the house draws now, the car included, watts.</summary>
    public double Load => options.HouseLoad + CarLoad();

    /// <summary>True if it sleeps.</summary>
    public bool IsAsleep => options.Power is null && Power == 0;

    /// <summary>Energy since commissioning, Wh.</summary>
    public double EnergyTotal
    {
        get
        {
            lock (_gate)
            {
                Reckon(Power);
                return _energyTotal;
            }
        }
    }

    /// <summary>The power flow as it is uploaded now.</summary>
    public byte[] PowerFlow() => Write(json => WriteBody(json, Power, Load));

    private byte[] Write(Action<Utf8JsonWriter> body)
    {
        lock (_gate)
        {
            Reckon(Power);
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, s_indented))
            {
                json.WriteStartObject();
                json.WriteStartObject("Body");
                body(json);
                json.WriteEndObject();
                WriteHead(json);
                json.WriteEndObject();
            }

            return stream.ToArray();
        }
    }

    private void Reckon(double power)
    {
        var energy = power * time.GetElapsedTime(_reckonedAt).TotalHours * options.Speed;
        _reckonedAt = time.GetTimestamp();
        _energyDay += energy;
        _energyTotal += energy;
    }

    private void WriteBody(Utf8JsonWriter json, double power, double load)
    {
        var sleeps = power == 0 && options.Power is null;
        json.WriteStartObject("Inverters");
        if (!sleeps || options.Night != NightStyle.NoInverter)
        {
            json.WriteStartObject("1");
            json.WriteNumber("DT", DeviceType);
            WriteEnergies(json);
            Write(json, "P", sleeps && options.Night == NightStyle.NullPower ? null : power);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("Site");
        WriteEnergies(json);
        json.WriteString("Meter_Location", "grid");
        json.WriteString("Mode", "meter");
        json.WriteNull("P_Akku");
        Write(json, "P_Grid", Math.Round(load - power, 2));
        Write(json, "P_Load", -Math.Round(load, 2));
        Write(json, "P_PV", sleeps ? null : power);
        Write(json, "rel_Autonomy", Math.Round(100 * Math.Min(1, power / load), 2));
        Write(json, "rel_SelfConsumption", power == 0 ? null : Math.Round(100 * Math.Min(1, load / power), 2));
        json.WriteEndObject();
        json.WriteString("Version", "12");
    }

    private void WriteEnergies(Utf8JsonWriter json)
    {
        json.WriteNumber("E_Day", Math.Round(_energyDay));
        json.WriteNumber("E_Total", Math.Round(_energyTotal));
        json.WriteNumber("E_Year", Math.Round(_energyTotal - 12_900_000));
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        // Whole seconds, as the device has them; two uploads within one second must still differ.
        var now = time.GetLocalNow();
        _reportedAt = now - _reportedAt < TimeSpan.FromSeconds(1) ? _reportedAt.AddSeconds(1) : now;
        json.WriteStartObject("Head");
        json.WriteStartObject("RequestArguments");
        json.WriteEndObject();
        json.WriteStartObject("Status");
        json.WriteNumber("Code", 0);
        json.WriteString("Reason", "");
        json.WriteString("UserMessage", "");
        json.WriteEndObject();
        json.WriteString("Timestamp", _reportedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
