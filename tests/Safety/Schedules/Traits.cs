using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>How often a house has each trait.</summary>
internal static class Traits
{
    /// <summary>Traits that the service does not cope with yet: not drawn. Empty this once it does; nothing else has to change.</summary>
    internal static ImmutableHashSet<Trait> NotYet { get; set; } = [];

    /// <summary>Of a hundred houses so many have it.</summary>
    internal static ImmutableSortedDictionary<Trait, int> Share { get; } = new Dictionary<Trait, int>
    {
        [Trait.TwoChargers] = 16,
        [Trait.ThreeChargers] = 4,
        [Trait.FourChargers] = 3,
        [Trait.MeasuredVoltage] = 20,
        [Trait.WattContract] = 12,
        [Trait.UnbalanceLimit] = 8,
        [Trait.MeterGuard] = 10,
        [Trait.FastSource] = 25,
        [Trait.SecondSourceAgrees] = 6,
        [Trait.SecondSourceContradicts] = 6,
        [Trait.OtherDelays] = 12,
        [Trait.SlowPoll] = 35,
        [Trait.OtherTimeout] = 12,
        [Trait.FailsafeNotWritten] = 6,
        [Trait.FailsafeNotWrittenAndOther] = 4,
        [Trait.SomeLatency] = 15,
        [Trait.SlowBox] = 12,
        [Trait.VerySlowBox] = 5,
        [Trait.SerialLine] = 6,
        [Trait.FactorySettings] = 25,
        [Trait.WideText] = 50,
        [Trait.OptionalRegisters] = 50,
        [Trait.ZeroReadsBackAsSix] = 50,
        [Trait.RefusesAfterDrop] = 50,
        [Trait.LowMaximum] = 8,
        [Trait.HighMinimum] = 6,
        [Trait.OwnLimit] = 6,
        [Trait.RefusesDisplayRegisters] = 15,
        [Trait.RefusesSteeringRegisters] = 6,
        [Trait.RefusesFailsafeRegisters] = 3,
        [Trait.RefusesJoinedReads] = 5,
        [Trait.SilentRegisters] = 6,
        [Trait.ClosingRegisters] = 5,
    }.ToImmutableSortedDictionary();

    /// <summary>The traits of a seed's house.</summary>
    internal static ImmutableArray<Trait> Draw(int seed)
    {
        Trait[] drawn = [.. Share.Where(trait => !NotYet.Contains(trait.Key) && Seeds.Chance(seed, trait.Key.ToString()).Next(100) < trait.Value).Select(trait => trait.Key)];

        // A box that takes a second for an answer and falls back after a few cannot be kept from it, where the service may not set that.
        return drawn.Contains(Trait.VerySlowBox) ? [.. drawn.Except([Trait.FailsafeNotWrittenAndOther])] : [.. drawn];
    }
}
