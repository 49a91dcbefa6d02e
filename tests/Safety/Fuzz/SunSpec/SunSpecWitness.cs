using WallboxMqtt.Balancer.Inverters;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.SunSpec;

/// <summary>Whatever is answered: a reading is finite and within the rating, what is told to people is one line.</summary>
internal sealed class SunSpecWitness(TimeProvider time) : IReadingSink
{
    internal const double RatedPower = 9900;

    public void Accept(InverterReading reading)
    {
        Unless(reading.Power.Value is >= 0 and <= RatedPower * 1.1, $"power {reading.Power}");
        Unless(!reading.Night || reading.Power.Value == 0, "a sleeping inverter that delivers");
        Unless(reading.EnergyTotal is not { } energy || energy.Value is > 0 and <= 1e12, $"energy {reading.EnergyTotal}");
        Unless(reading.GridPower is not { } grid || Math.Abs(grid.Value) <= 1e6, $"grid {reading.GridPower}");
        Unless(reading.LoadPower is not { } load || load.Value is >= 0 and < 2e6, $"load {reading.LoadPower}");
        Unless(reading.ArrivedAt <= time.GetTimestamp(), "a reading of the future");
    }

    public void Accept(MeterReading reading)
    {
        Unless(Math.Abs(reading.Power.Value) <= 1e6, $"meter {reading.Power}");
        if (reading.Current is { } current)
            Unless(Math.Abs(current.L1.Value) <= 1e4 && Math.Abs(current.L2.Value) <= 1e4 && Math.Abs(current.L3.Value) <= 1e4, $"currents {current}");
    }

    public void Refuse(string source, string fault) => CheckLine(fault);

    public void ReportUnavailable(string source, string fault) => CheckLine(fault);

    private static void CheckLine(string fault) => Unless(fault.Length is > 0 and <= 200 && !fault.Any(char.IsControl), $"a fault: {fault}");
}
