using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Units;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>What the driver says it knows must be what right answers said, and possible in a house.</summary>
internal static class ReadingRules
{
    private const double HighestVoltage = 300;
    private const double HighestPower = 72_000;

    internal static void Check(Evc04Charger charger, AnsweredWords words)
    {
        var reading = charger.Reading;
        Whole("state", (int?)reading.State, 1000, 8);
        var carries = new[] { 1008, 1010, 1012 }.Any(address => words.Said(address, milli => milli >= 1000));
        Unless(reading.Charging is not { } charging || (charging && carries) || words.Said(1001, word => word == (charging ? 1 : 0)), "charging");
        Unless(reading.Vehicle is not { } vehicle || words.Said(1004, word => word <= 3 && word >= 2 == vehicle), "vehicle");
        Unless(reading.FaultCode is not { } code || words.Said(1006, word => word == code) || words.SaidLong(1006, number => number == code), "fault code");
        Phases("current", reading.Current, amperes => amperes?.Value, 1008, 1000, 65.535);
        Phases("voltage", reading.Voltage, volts => volts?.Value, 1014, 1, HighestVoltage);
        foreach (var (power, address) in new[] { (reading.Power, 1020), (reading.PhasePower.L1, 1024), (reading.PhasePower.L2, 1028), (reading.PhasePower.L3, 1032) })
            Unless(power is not { } watts || (watts.Value <= HighestPower && words.SaidLong(address, number => watts.Value == number)), $"power {power}");
        Unless(reading.EnergyTotal is not { } meter || words.SaidLong(1036, number => meter.Value == number * 100d), "meter");
        Unless(reading.SessionEnergy is not { } energy || words.SaidLong(1502, number => energy.Value == number), "session energy");
        Unless(reading.SessionDuration is not { } duration || words.SaidLong(1508, number => duration.TotalSeconds == number), "session duration");
        Whole("least current", reading.MinCurrent?.Value, 1102, 80);
        Whole("highest current", reading.MaxCurrent?.Value, 1104, 80);
        Whole("cable's current", reading.CableMaxCurrent?.Value, 1106, 80);
        Whole("session's current", reading.SessionMaxCurrent?.Value, 1100, 80);
        Whole("setpoint", reading.SetpointReadBack?.Value, 5004, ushort.MaxValue);

        void Whole(string name, double? value, int address, double most) =>
            Unless(value is not { } number || (number <= most && words.Said(address, word => word == number)), $"{name} is {value}");

        void Phases<T>(string name, PhaseValues<T> values, Func<T, double?> of, int address, double scale, double most)
        {
            foreach (var (value, offset) in new[] { (of(values.L1), 0), (of(values.L2), 2), (of(values.L3), 4) })
                Unless(value is not { } number || (number <= most && words.Said(address + offset, word => number == word / scale)), $"{name} is {value}");
        }
    }

    /// <summary>Who it is, as far as that was read.</summary>
    internal static void CheckNames(Evc04Charger charger)
    {
        if (charger.Identity is not { } identity)
            return;
        foreach (var text in (string?[])[identity.Serial, identity.ChargePointId, identity.Brand, identity.Model, identity.Firmware])
            Unless(text is null || (text.Length is > 0 and <= 100 && text.All(c => c is >= ' ' and < '\x7F')), $"a name: {text}");
        Unless(identity.Phases is null or 1 or 3, "phases");
        Unless(identity.RatedPower is not { } rated || rated.Value is >= 0 and <= HighestPower, "rated power");
    }
}
