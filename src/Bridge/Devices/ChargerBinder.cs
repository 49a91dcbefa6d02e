using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>Reads one of <c>chargers</c> and its <c>failsafe</c>.</summary>
internal static class ChargerBinder
{
    private static readonly ValueRule<TimeSpan> s_poll = QuantityRules.Time(0.2, 5);
    private static readonly ValueRule<Amperes> s_current = QuantityRules.WholeAmperesOrZero(new Amperes(6), new Amperes(32));
    private static readonly ValueRule<TimeSpan> s_timeout = QuantityRules.Time(6, 600, whole: true);

    /// <summary>The charger's options.</summary>
    /// <param name="charger">Its section.</param>
    /// <param name="isOnly">True if there is no other: then it needs no id.</param>
    /// <param name="modules">The kinds of wallboxes.</param>
    internal static ChargerOptions Bind(SectionReader charger, bool isOnly, DeviceModules modules)
    {
        var id = isOnly ? charger.Value("id", ChargerOptions.UsualId, ChargerIdRule.Instance) : charger.Required("id", ChargerIdRule.Instance);
        var options = new ChargerOptions { Id = id ?? ChargerOptions.UsualId, Device = Kind(charger, modules).Read(charger) };
        options = options with
        {
            Poll = charger.Value("poll", options.Poll, s_poll),
            PhaseOrder = charger.Value("phaseOrder", options.PhaseOrder, NumberRules.PhaseOrder),
            Failsafe = BindFailsafe(charger.Section("failsafe"), options.Failsafe),
        };
        var beat = options.Failsafe.Timeout / 4;
        if (options.Poll > beat && charger.IsSound("poll") && charger.IsSound("failsafe.timeout"))
        {
            charger.Warn(
                "poll",
                $"{Seconds.Print(options.Poll)} is more than a quarter of failsafe.timeout ({Seconds.Print(beat)}): the charger may fall back to its failsafe current");
        }

        return options;
    }

    // If there is only one kind, there is nothing to choose and no key for it.
    private static ChargerModule Kind(SectionReader charger, DeviceModules modules) => modules.Chargers is [var only]
        ? only
        : charger.Value("type", modules.Chargers[0], WordRules.OneOf(
            string.Join(", ", modules.Chargers.Select(kind => kind.Type)), [.. modules.Chargers.Select(kind => (kind.Type, kind))]));

    private static FailsafeOptions BindFailsafe(SectionReader failsafe, FailsafeOptions defaults) => new()
    {
        Current = failsafe.Value("current", defaults.Current, s_current),
        Timeout = failsafe.Value("timeout", defaults.Timeout, s_timeout),
        Write = failsafe.Value("write", defaults.Write, WordRules.Boolean),
    };
}
