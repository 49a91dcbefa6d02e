using System.Buffers.Binary;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>Turns register words into values. Without I/O; a value out of its range is not known.</summary>
public static class Evc04Decoder
{
    /// <summary>Anything above is no phase voltage of a European grid (EN 50160: 230 V ± 10 %), but a fault of the reading.</summary>
    private const double HighestVoltage = 300;

    // What a control pilot can offer at all (IEC 61851-1, table A.8).
    private const double LeastCurrent = 6;
    private const double HighestCurrent = 80;

    /// <summary>Three phases of 80 A at 300 V.</summary>
    private const double HighestPower = 72_000;

    /// <summary>16 or 32 bits, the high word first; null if <paramref name="words"/> is empty.</summary>
    public static uint? Number(ReadOnlySpan<byte> words) => words.Length switch
    {
        0 => null,
        2 => BinaryPrimitives.ReadUInt16BigEndian(words),
        4 => BinaryPrimitives.ReadUInt32BigEndian(words),
        _ => throw new ArgumentOutOfRangeException(nameof(words), words.Length, "2 or 4 bytes"),
    };

    /// <summary>Two ASCII characters or one UTF-16BE character a word; NULs dropped, printable ASCII kept, ends trimmed. Null if nothing is left.</summary>
    public static string? Text(ReadOnlySpan<byte> words)
    {
        Span<char> letters = stackalloc char[words.Length];
        var length = 0;
        foreach (var b in words)
        {
            if (b is >= 0x20 and < 0x7F)
                letters[length++] = (char)b;
        }

        var text = letters[..length].Trim();
        return text.IsEmpty ? null : text.ToString();
    }

    /// <summary>Identity from what is known.</summary>
    public static ChargerIdentity Identity(Evc04Image image) => new(
        Text(image.Words(Evc04Registers.SerialNumber)),
        Text(image.Words(Evc04Registers.ChargePointId)),
        Text(image.Words(Evc04Registers.Brand)),
        Text(image.Words(Evc04Registers.Model)),
        Text(image.Words(Evc04Registers.Firmware)),
        Number(image.Words(Evc04Registers.NumberOfPhases)) switch { 0 => 1, 1 => 3, _ => null },
        Watts(image, Evc04Registers.RatedPower));

    /// <summary>Reading from what is known.</summary>
    public static ChargerReading Reading(Evc04Image image) => new()
    {
        State = Number(image.Words(Evc04Registers.ChargepointState)) is { } state and <= 8 ? (ChargerState)state : null,
        Charging = Charging(image),
        Vehicle = Number(image.Words(Evc04Registers.CableState)) switch { 0 or 1 => false, 2 or 3 => true, _ => null },
        EquipmentFault = Number(image.Words(Evc04Registers.EquipmentState)) == 2,
        FaultCode = Number(image.Words(Evc04Registers.FaultCode)),
        Current = new(
            MilliAmperes(image, Evc04Registers.CurrentL1),
            MilliAmperes(image, Evc04Registers.CurrentL2),
            MilliAmperes(image, Evc04Registers.CurrentL3)),
        Voltage = new(
            Volts(image, Evc04Registers.VoltageL1),
            Volts(image, Evc04Registers.VoltageL2),
            Volts(image, Evc04Registers.VoltageL3)),
        PhasePower = new(
            Watts(image, Evc04Registers.PowerL1),
            Watts(image, Evc04Registers.PowerL2),
            Watts(image, Evc04Registers.PowerL3)),
        Power = Watts(image, Evc04Registers.Power),
        EnergyTotal = Number(image.Words(Evc04Registers.Meter)) is { } tenths ? new WattHours(tenths * 100d) : null,
        SessionEnergy = Number(image.Words(Evc04Registers.SessionEnergy)) is { } energy ? new WattHours(energy) : null,
        SessionDuration = Number(image.Words(Evc04Registers.SessionDuration)) is { } s ? TimeSpan.FromSeconds(s) : null,
        MinCurrent = Amperes(image, Evc04Registers.MinCurrent) is { Value: >= LeastCurrent and <= HighestCurrent } least ? least : null,
        MaxCurrent = Amperes(image, Evc04Registers.MaxCurrent) is { Value: > 0 and <= HighestCurrent } highest ? highest : null,
        CableMaxCurrent = Amperes(image, Evc04Registers.CableMaxCurrent) is { Value: >= LeastCurrent and <= HighestCurrent } cable ? cable : null,
        SessionMaxCurrent = Amperes(image, Evc04Registers.SessionMaxCurrent) is { Value: >= LeastCurrent and <= HighestCurrent } session ? session : null,
        SetpointReadBack = Amperes(image, Evc04Registers.ChargingCurrent),
    };

    // Some boxes say "not charging" while current flows: a phase that carries current charges, whatever the state says.
    private static bool? Charging(Evc04Image image)
    {
        ReadOnlySpan<Evc04Register> phases = [Evc04Registers.CurrentL1, Evc04Registers.CurrentL2, Evc04Registers.CurrentL3];
        foreach (var phase in phases)
        {
            if (MilliAmperes(image, phase) is { Value: >= ChargerReading.Carries })
                return true;
        }

        return Number(image.Words(Evc04Registers.ChargingState)) switch { 0 => false, 1 => true, _ => null };
    }

    private static Amperes? Amperes(Evc04Image image, Evc04Register register) =>
        Number(image.Words(register)) is { } amperes ? new Amperes(amperes) : null;

    private static Amperes? MilliAmperes(Evc04Image image, Evc04Register register) =>
        Number(image.Words(register)) is { } milli ? new Amperes(milli / 1000d) : null;

    private static Volts? Volts(Evc04Image image, Evc04Register register) =>
        Number(image.Words(register)) is { } volts and <= (uint)HighestVoltage ? new Volts(volts) : null;

    private static Watts? Watts(Evc04Image image, Evc04Register register) =>
        Number(image.Words(register)) is { } watts and <= (uint)HighestPower ? new Watts(watts) : null;
}
