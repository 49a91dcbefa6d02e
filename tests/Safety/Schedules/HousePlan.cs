using System.Collections.Immutable;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What a house's traits mean in figures, drawn from its seed: each trait has its own chance.</summary>
internal sealed class HousePlan(int seed, ImmutableArray<Trait> traits)
{
    private static readonly ushort[] s_display = [290, 294, 400, 404, 1016, 1018, 1024, 1036, 1100, 1106, 1502, 1504, 1508, 1512];
    private static readonly ushort[] s_steering = [1000, 1001, 1002, 1006, 1008, 1010, 1012];
    private static readonly ushort[] s_mute = [100, 130, 190, 210, 230, 290, 404, 1004, 1006, 1014, 1020, 1036, 1100, 1104, 1502, 1508];

    /// <summary>The house.</summary>
    internal HouseFacts Facts()
    {
        var measured = Has(Trait.MeasuredVoltage);
        var serial = Has(Trait.SerialLine);
        var slow = Has(Trait.SlowBox) || Has(Trait.VerySlowBox) || serial;
        var chargers = Has(Trait.FourChargers) ? 4 : Has(Trait.ThreeChargers) ? 3 : Has(Trait.TwoChargers) ? 2 : 1;
        var facts = new HouseFacts
        {
            CapAmperes = Has(Trait.WattContract) ? null : 16,
            CapWatts = Has(Trait.WattContract) ? One(Trait.WattContract, 11_000, 11_000, 7400, 4600) : null,
            FixedVolts = measured ? null : 230,
            Volts = measured ? Between(Trait.MeasuredVoltage, 224, 250) : 228,
            Poll = TimeSpan.FromSeconds(Has(Trait.SlowPoll) ? One(Trait.SlowPoll, 2, 4) : 1),
            MaxAge = TimeSpan.FromSeconds(Has(Trait.OtherDelays) ? Between(Trait.OtherDelays, 15, 61) : 30),
            RaiseDelay = TimeSpan.FromSeconds(Has(Trait.OtherDelays) ? One(Trait.OtherDelays, 5, 15, 45, 60) : 30),
            // Not more than the contract together.
            Failsafe = Has(Trait.WattContract) && chargers > 1 ? 0 : chargers switch { 1 => Has(Trait.WattContract) ? 6 : 10, 2 => 8, _ => 0 },
            FailsafeTimeout = TimeSpan.FromSeconds(Has(Trait.OtherTimeout) ? One(Trait.OtherTimeout, slow ? 20 : 10, 12, 30, 45, 60) switch { < 20 when slow => 20, var t => t } : 20),
            WritesFailsafe = !Has(Trait.FailsafeNotWritten) && !Has(Trait.FailsafeNotWrittenAndOther),
            Latency = TimeSpan.FromMilliseconds(
                Has(Trait.VerySlowBox) ? Between(Trait.VerySlowBox, 400, 1000)
                : Has(Trait.SlowBox) ? Between(Trait.SlowBox, 150, 400)
                : Has(Trait.SomeLatency) ? One(Trait.SomeLatency, 2, 30, 120)
                : 0),
            Serial = serial,
            Unbalance = Has(Trait.UnbalanceLimit) ? 20 : null,
            MeterLimit = Has(Trait.MeterGuard) ? One(Trait.MeterGuard, 20, 25, 35) : null,
            SecondSource = Has(Trait.SecondSourceContradicts) ? Between(Trait.SecondSourceContradicts, 20, 75) / 100.0 : Has(Trait.SecondSourceAgrees) ? 0.95 : null,
            Upload = TimeSpan.FromSeconds(Has(Trait.FastSource) ? One(Trait.FastSource, 1, 2, 4) / 2.0 : 10),
        };
        return facts with { Boxes = [.. Enumerable.Range(0, chargers).Select(number => Box(number, facts))] };
    }

    private SimulatedEvc04Options Box(int number, HouseFacts facts)
    {
        var factory = Has(Trait.FactorySettings) && facts.WritesFailsafe;
        var other = Has(Trait.FailsafeNotWrittenAndOther);
        return new SimulatedEvc04Options
        {
            Voltage = facts.Volts,
            FailsafeCurrent = factory ? 32 : other ? One(Trait.FailsafeNotWrittenAndOther, 6, 0, 8) : facts.Failsafe,
            FailsafeTimeout = factory ? One(Trait.FactorySettings, 0, 0, 60, 120, 8)
                : other ? One(Trait.FailsafeNotWrittenAndOther, 60, 0, 8)
                : (int)facts.FailsafeTimeout.TotalSeconds,
            WideText = Has(Trait.WideText),
            OptionalRegisters = Has(Trait.OptionalRegisters),
            ZeroReadsBackAsSix = Has(Trait.ZeroReadsBackAsSix),
            RefusesAfterDrop = Has(Trait.RefusesAfterDrop),
            MaxCurrent = Has(Trait.LowMaximum) ? One(Trait.LowMaximum, 16, 20, 13) : 32,
            MinCurrent = Has(Trait.HighMinimum) ? One(Trait.HighMinimum, 8, 10) : 6,
            OwnLimit = Has(Trait.OwnLimit) && number == 0 ? One(Trait.OwnLimit, 10, 13, 20) : null,
            Refuses =
            [
                .. Some(Trait.RefusesDisplayRegisters, s_display),
                .. Some(Trait.RefusesSteeringRegisters, s_steering),
                // The service could not know then that a box is set otherwise than its owner says.
                .. other ? [] : Some(Trait.RefusesFailsafeRegisters, [2000, 2002]),
            ],
            RefusesJoinedReads = Has(Trait.RefusesJoinedReads),
            Silences = Some(Trait.SilentRegisters, s_mute),
            Closes = Some(Trait.ClosingRegisters, s_mute),
        };
    }

    private bool Has(Trait trait) => traits.Contains(trait);

    private int One(Trait trait, params ReadOnlySpan<int> choice) => choice[Chance(trait).Next(choice.Length)];

    private int Between(Trait trait, int least, int above) => Chance(trait).Next(least, above);

    private ImmutableArray<ushort> Some(Trait trait, ushort[] registers)
    {
        if (!Has(trait))
            return [];
        var chance = Chance(trait);
        chance.Shuffle(registers = [.. registers]);
        return [.. registers.Take(chance.Next(1, 4)).Order()];
    }

    private Random Chance(Trait trait) => Seeds.Chance(seed, $"{trait} means");
}
