using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>lcd</c>: <c>device: none</c> wins, otherwise an <c>spi</c> section or <c>device: spi</c> means a panel.</summary>
internal static class LcdBinder
{
    private const int HighestPin = 27;
    private const int MemoryLongSide = 162;
    private const int MemoryShortSide = 132;

    private static readonly ValueRule<bool> s_device = WordRules.OneOf("none or spi", ("none", false), ("spi", true));
    private static readonly ValueRule<int> s_bus = NumberRules.Whole(0, 6);
    private static readonly ValueRule<int> s_chipSelect = NumberRules.Whole(0, 2);
    private static readonly ValueRule<int> s_pin = NumberRules.Whole(0, HighestPin);
    private static readonly ValueRule<int> s_clock = QuantityRules.Clock(1, 32);
    private static readonly ValueRule<int> s_rotation = WordRules.OneOf("0, 90, 180 or 270", ("0", 0), ("90", 90), ("180", 180), ("270", 270));

    /// <summary>The panel's options; without a panel where <paramref name="lcd"/> is null.</summary>
    internal static LcdOptions Bind(SectionReader? lcd)
    {
        if (lcd is null)
            return new LcdOptions();
        var saysDevice = lcd.Has("device");
        var wanted = saysDevice && lcd.Value("device", false, s_device);
        var section = lcd.SectionOrNull("spi", byDefault: wanted);
        var spi = section is not null ? BindSpi(section) : wanted ? new LcdSpiOptions() : null;
        return new LcdOptions(saysDevice && !wanted ? null : spi);
    }

    private static LcdSpiOptions BindSpi(SectionReader spi)
    {
        var defaults = new LcdSpiOptions();
        var rotation = spi.Value("rotation", defaults.Rotation, s_rotation);
        var landscape = rotation is 90 or 270;
        var (spareLong, spareShort) = (MemoryLongSide - 160, MemoryShortSide - 128);
        var offset = NumberRules.Pair(landscape ? spareLong : spareShort, landscape ? spareShort : spareLong);
        var (x, y) = spi.Value("offset", (defaults.OffsetX, defaults.OffsetY), offset);
        var options = new LcdSpiOptions
        {
            Bus = spi.Value("bus", defaults.Bus, s_bus),
            ChipSelect = spi.Value("chipSelect", defaults.ChipSelect, s_chipSelect),
            DataCommand = spi.Value("dc", defaults.DataCommand, s_pin),
            Reset = spi.Value("reset", defaults.Reset, s_pin),
            Backlight = spi.Value("backlight", defaults.Backlight, s_pin),
            ClockHz = spi.Value("clock", defaults.ClockHz, s_clock),
            OffsetX = x,
            OffsetY = y,
            Rotation = rotation,
        };
        int[] pins = [options.DataCommand, options.Reset, options.Backlight];
        if (pins.Distinct().Count() < pins.Length && spi.IsSound("dc") && spi.IsSound("reset") && spi.IsSound("backlight"))
            spi.Refuse($"dc, reset and backlight are on pins {string.Join(", ", pins)}", "a pin of its own for each");
        return options;
    }
}
