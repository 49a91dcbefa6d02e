using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Units;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>What the driver says it knows must be what right answers said, and possible in a house.</summary>
internal static class ReadingRules
{
    private const double HighestVoltage = 300;
    private const double HighestPower = 72_000;

    internal static void Check(Evc04Charger charger, Dictionary<int, ushort> words)
    {
        var reading = charger.Reading;
        Whole("state", (int?)reading.State, 1000, 8);
        var carries = new[] { 1008, 1010, 1012 }.Any(address => words.TryGetValue(address, out var milli) && milli >= 1000);
        Unless(reading.Charging is not { } charging || (charging ? carries || words[1001] == 1 : words[1001] == 0), "charging");
        Unless(reading.Vehicle is not { } vehicle || (words[1004] <= 3 && words[1004] >= 2 == vehicle), "vehicle");
        Unless(reading.FaultCode is not { } code || code == words[1006] || code == Long(1006), "fault code");
        Phases("current", reading.Current, amperes => amperes?.Value, 1008, 1000, 65.535);
        Phases("voltage", reading.Voltage, volts => volts?.Value, 1014, 1, HighestVoltage);
        foreach (var (power, address) in new[] { (reading.Power, 1020), (reading.PhasePower.L1, 1024), (reading.PhasePower.L2, 1028), (reading.PhasePower.L3, 1032) })
            Unless(power is not { } watts || (watts.Value == Long(address) && watts.Value <= HighestPower), $"power {power}");
        Unless(reading.EnergyTotal is not { } meter || meter.Value == Long(1036) * 100d, "meter");
        Unless(reading.SessionEnergy is not { } energy || energy.Value == Long(1502), "session energy");
        Unless(reading.SessionDuration is not { } duration || duration.TotalSeconds == Long(1508), "session duration");
        Whole("least current", reading.MinCurrent?.Value, 1102, ushort.MaxValue);
        Whole("highest current", reading.MaxCurrent?.Value, 1104, ushort.MaxValue);
        Whole("cable's current", reading.CableMaxCurrent?.Value, 1106, ushort.MaxValue);
        Whole("setpoint", reading.SetpointReadBack?.Value, 5004, ushort.MaxValue);

        void Whole(string name, double? value, int address, double most) =>
            Unless(value is not { } number || (number == words[address] && number <= most), $"{name} is {value}");

        void Phases<T>(string name, PhaseValues<T> values, Func<T, double?> of, int address, double scale, double most)
        {
            foreach (var (value, offset) in new[] { (of(values.L1), 0), (of(values.L2), 2), (of(values.L3), 4) })
                Unless(value is not { } number || (number == words[address + offset] / scale && number <= most), $"{name} is {value}");
        }

        uint Long(int address) => ((uint)words[address] << 16) | words[address + 1];
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
